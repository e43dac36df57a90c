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
      when customer_id is null then 1
      when booked_on is null then 2
      when bookings.amount is null then 3
      when booked_on > cast('2023-12-31' as date) then 4
      when booked_on < cast('2022-01-01' as date) then 5
      when coalesce(type in ($1, $2), false) then 6
    end as step
  from bookings
)
select
  step,
  case when step is null then customer_id end as customer_id,
  min(case when amount > 0 then booked_on end) as first_date,
  max(case when amount > 0 then booked_on end) as last_date,
  count(distinct case when amount > 0 then booked_on end) as frequency,
  sum(amount) as monetary,
  count(*) as bookings,
  sum(case when is_negative then 1 else 0 end) as negatives
from judged
group by step, case when step is null then customer_id end
-- parameters: ["interest","fee"]
