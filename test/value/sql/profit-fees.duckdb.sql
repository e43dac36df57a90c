with booked as (
  select
    a.account_id as account_id,
    a.customer_id as customer_id,
    t.fee as fee
  from transactions as t
  left join accounts as a on a.account_id = t.account_id
  where t.booked_on between cast('2023-01-01' as date) and cast('2023-12-31' as date)
)
select account_id, customer_id, cast(sum(fee) as decimal(18, 2)) as fees
from booked
where fee is not null and fee <> 0
group by account_id, customer_id
order by customer_id, account_id
