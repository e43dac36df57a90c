with "balance_rows" as (
  select
    sides.customer_id as unit,
    (year(balances.period_end) * 12 + month(balances.period_end) - 1) as period,
    sum(balances.average_balance) filter (where sides.side <> 'asset') as average_balance,
    sum(balances.average_balance) filter (where sides.side = 'asset') as loan_balance
  from balances
  join effect_accounts as sides on sides.account_id = balances.account_id
  where (year(balances.period_end) * 12 + month(balances.period_end) - 1) between 24254 and 24259
  group by sides.customer_id, (year(balances.period_end) * 12 + month(balances.period_end) - 1)
),
"holding_rows" as (
  select
    accounts.customer_id as unit,
    month.period,
    count(distinct accounts.product_code) as product_count
  from accounts
  join effect_periods as month
    on (year(accounts.open_date) * 12 + month(accounts.open_date) - 1) <= month.period and (accounts.close_date is null or (year(accounts.close_date) * 12 + month(accounts.close_date) - 1) > month.period)
  group by accounts.customer_id, month.period
)
select
  customer.unit,
  customer.cluster,
  customer.cohort,
  customer.segment,
  month.period,
  coalesce(customer.closed_in <= month.period, false) as closed,
  cast(case when customer.closed_in < month.period then 0 else coalesce("balance_rows"."average_balance", 0) end as decimal(18, 2)) as "aum",
  cast(case when customer.closed_in <= month.period then 0 else coalesce("holding_rows"."product_count", 0) end as bigint) as "products",
  cast(case when customer.closed_in <= month.period then 0 else case when customer.opened_in <= month.period then 1 else 0 end end as bigint) as "retained"
from effect_population as customer
cross join effect_periods as month
left join "balance_rows" on "balance_rows"."unit" = customer.unit and "balance_rows"."period" = month.period
left join "holding_rows" on "holding_rows"."unit" = customer.unit and "holding_rows"."period" = month.period
