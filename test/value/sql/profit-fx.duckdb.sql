with months(fx_month) as (
  values (cast('2023-01-31' as date)), (cast('2023-02-28' as date)), (cast('2023-03-31' as date)), (cast('2023-04-30' as date)), (cast('2023-05-31' as date)), (cast('2023-06-30' as date)), (cast('2023-07-31' as date)), (cast('2023-08-31' as date)), (cast('2023-09-30' as date)), (cast('2023-10-31' as date)), (cast('2023-11-30' as date)), (cast('2023-12-31' as date))
),
needed as (
  select held.currency, months.fx_month
  from (select distinct fx_currency as currency from profit_facts where fx_currency is not null) as held
  cross join months
),
means as (
  select
    currency,
    last_day(date) as fx_month,
    cast((2 * sum(cast(cast((rate) * 10000000000 as hugeint) as hugeint)) + 100 * count(*)) // (200 * count(*)) as bigint) as average
  from fx
  group by currency, last_day(date)
),
latest as (
  select currency, max(date) as date
  from fx
  where date <= cast('2023-12-31' as date)
  group by currency
),
closing as (
  select fx.currency, cast((2 * cast((fx.rate) * 10000000000 as hugeint) + 100) // 200 as bigint) as closing
  from fx
  join latest on latest.currency = fx.currency and latest.date = fx.date
)
select needed.currency, needed.fx_month, means.average, closing.closing
from needed
left join means on means.currency = needed.currency and means.fx_month = needed.fx_month
left join closing on closing.currency = needed.currency
order by needed.currency, needed.fx_month
