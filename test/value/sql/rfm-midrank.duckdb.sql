with measured as (
  select '' as parent, "frequency" as value
  from rfm_base
  where is_active
),
blocks as (
  select value, count(*) as customers
  from measured
  group by value
),
running as (
  select
    value,
    customers,
    sum(customers) over (order by value rows between unbounded preceding and current row) as upto,
    sum(customers) over () as everybody
  from blocks
),
binned as (
  select value, 1 + floor(5 * (2.0 * upto - customers) / (2.0 * everybody)) as bin
  from running
)
select cast(bin as integer) as bin, max(value) as largest
from binned
group by bin
order by bin
