with counted as (
  select customer_id, activity_code, cast(coalesce(count, 1) as bigint) as volume
  from activities
  where date between cast('2023-01-01' as date) and cast('2023-12-31' as date)
),
volumes as (
  select customer_id, activity_code, sum(volume) as volume
  from counted
  where activity_code is not null
  group by customer_id, activity_code
),
drivers as (
  select activity_code, sum(volume) as driver
  from volumes
  group by activity_code
),
prices as (
  select c.activity_code, cast(null as double) as minutes, c.unit_cost as unit_cost, c.pool as pool, cast(nullif(coalesce(c.capacity, d.driver), 0) as double) as divisor
  from activity_costs as c
  left join drivers as d on d.activity_code = c.activity_code
)
select
  v.customer_id,
  v.activity_code,
  v.volume,
  cast(case when p.minutes is not null then round(cast(v.volume as double) * p.minutes, 2) when p.unit_cost is not null then v.volume * p.unit_cost else round(cast(v.volume as double) * cast(p.pool as double) / p.divisor, 2) end as decimal(18, 2)) as cost
from volumes as v
left join prices as p on p.activity_code = v.activity_code
order by v.customer_id, v.activity_code
