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
days as (
  select
    customer_id,
    booked_on,
    max(amount) > 0 as is_occasion,
    sum(amount) as amount
  from judged
  where step is null
  group by customer_id, booked_on
),
activity as (
  select
    customer_id,
    min(case when is_occasion then booked_on end) as first_date,
    max(case when is_occasion then booked_on end) as last_date,
    count(case when is_occasion then booked_on end) as frequency,
    sum(amount) as monetary
  from days
  group by customer_id
),
people as (
  select customer_id, true as is_known
  from customers
  union all
  select activity.customer_id, false as is_known
  from activity
  left join customers on customers.customer_id = activity.customer_id
  where customers.customer_id is null
),
openings as (
  select customer_id, min(open_date) as open_date
  from accounts
  group by customer_id
)
select
  people.customer_id,
  people.is_known,
  coalesce(activity.frequency, 0) > 0 as is_active,
  activity.first_date,
  activity.last_date,
  cast((cast('2023-12-31' as date) - activity.last_date) as bigint) as recency_days,
  cast(coalesce(activity.frequency, 0) as bigint) as frequency,
  coalesce(activity.monetary, 0) as monetary,
  cast((cast('2023-12-31' as date) - coalesce(customers.open_date, coalesce(openings.open_date, activity.first_date))) as bigint) as relationship_days
from people
left join activity on activity.customer_id = people.customer_id
left join customers on customers.customer_id = people.customer_id
left join openings on openings.customer_id = people.customer_id
order by people.customer_id
-- parameters: ["interest","fee"]
