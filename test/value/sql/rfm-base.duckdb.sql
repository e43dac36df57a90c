with activity as (
  select customer_id, first_date, last_date, frequency, monetary
  from rfm_activity
  where step is null
),
people as (
  select
    coalesce(customers.customer_id, activity.customer_id) as customer_id,
    customers.customer_id is not null as is_known,
    activity.first_date,
    activity.last_date,
    activity.frequency,
    activity.monetary
  from customers
  full join activity on activity.customer_id = customers.customer_id
),
openings as (
  select customer_id, min(open_date) as open_date
  from accounts
  group by customer_id
)
select
  people.customer_id,
  people.is_known,
  coalesce(people.frequency, 0) > 0 as is_active,
  people.first_date,
  people.last_date,
  cast((cast('2023-12-31' as date) - people.last_date) as bigint) as recency_days,
  cast(coalesce(people.frequency, 0) as bigint) as frequency,
  coalesce(people.monetary, 0) as monetary,
  cast((cast('2023-12-31' as date) - coalesce(customers.open_date, coalesce(openings.open_date, people.first_date))) as bigint) as relationship_days
from people
left join customers on customers.customer_id = people.customer_id
left join openings on openings.customer_id = people.customer_id
