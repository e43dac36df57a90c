select
  customers.customer_id as unit,
  cast("customers"."branch_id" as varchar) as cluster,
  case when assignment.cohort <= 24259 then assignment.cohort end as cohort,
  cast("customers"."tier" as varchar) as segment,
  (year(customers.open_date) * 12 + month(customers.open_date) - 1) as opened_in,
  (year(customers.close_date) * 12 + month(customers.close_date) - 1) as closed_in,
  case
    when not (true) then 'outside_population'
    when "customers"."branch_id" is null then 'no_branch'
    when "customers"."branch_id" is null then 'no_cluster'
    when customers.open_date is null then 'no_opening_date'
    when (year(customers.open_date) * 12 + month(customers.open_date) - 1) > 24255 then 'opened_after'
    when (year(customers.close_date) * 12 + month(customers.close_date) - 1) <= 24255 then 'closed_before'
    when assignment.cohort < 24253 then 'treated_from_the_start'
    when fault.unclassified then 'unclassified_account'
    when fault.missing > 0 then 'missing_months'
  end as exclusion
from customers
left join effect_assignment as assignment on assignment.assigned = "customers"."branch_id"
left join effect_faults as fault on fault.unit = customers.customer_id
