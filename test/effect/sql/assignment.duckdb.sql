select
  "branch_id" as assigned,
  (year(min(start_date)) * 12 + month(min(start_date)) - 1) as cohort,
  count(distinct start_date) + case when count(start_date) between 1 and count(*) - 1 then 1 else 0 end as starts
from programme
where "branch_id" is not null
group by "branch_id"
