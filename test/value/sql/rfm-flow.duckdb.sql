with bookings as (
  select
    a.customer_id as customer_id,
    t.booked_on,
    t.amount as amount,
    t.type,
    t.channel
  from transactions as t
  left join accounts as a on a.account_id = t.account_id
),
judged as (
  select
    customer_id,
    booked_on,
    bookings.amount as amount,
    bookings.amount < 0 as is_negative,
    case
      when customer_id is null then 'no customer'
      when booked_on is null then 'no date'
      when bookings.amount is null then 'no amount'
      when booked_on > cast('2023-12-31' as date) then 'after as_of'
      when booked_on < cast('2022-01-01' as date) then 'before the window'
      when coalesce(type in ($1, $2), false) then 'type filter'
    end as step
  from bookings
),
flow as (
  select
    step,
    count(*) as bookings,
    sum(case when is_negative then 1 else 0 end) as negative
  from judged
  group by step
)
select step, bookings, negative
from flow
order by step
-- parameters: ["interest","fee"]
