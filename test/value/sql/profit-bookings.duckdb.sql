with booked as (
  select
    f.account_id as account_id,
    f.customer_id as customer_id,
    t.booked_on,
    t.type as type,
    cast(t.amount * 100 as bigint) as cents,
    cast(t.fee * 100 as bigint) as fee
  from transactions as t
  left join profit_facts as f on f.account_id = t.account_id
  where (t.booked_on between cast('2023-01-01' as date) and cast('2023-12-31' as date))
),
counted as (
  select
    account_id,
    customer_id,
    case when not booked_on >= cast('2023-01-01' as date) or false then null when false then -cents else fee end as posted
  from booked
),
sums as (
  select
    account_id,
    customer_id,
    cast(cast((2 * sum(cast("posted" as hugeint)) + sign(sum(cast("posted" as hugeint))) * 1) // 2 as decimal(20, 0)) * 0.01 as decimal(18, 2)) as "posted"
  from counted
  where coalesce("posted", 0) <> 0
  group by account_id, customer_id
)
select
  account_id,
  customer_id,
  cast(coalesce("posted", 0) as decimal(18, 2)) as fees
from sums
order by customer_id, account_id
