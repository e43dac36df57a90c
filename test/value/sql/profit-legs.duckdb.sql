with calendar as (
  select
    period_end,
    cast(date_trunc('month', period_end) as date) as first_day,
    last_day(period_end) as last_day,
    (last_day(period_end) - cast(date_trunc('month', period_end) as date)) + 1 as days,
    ((last_day(period_end) - cast(date_trunc('month', period_end) as date)) + 1) * (case when (extract(year from last_day(period_end)) % 4 = 0 and (extract(year from last_day(period_end)) % 100 <> 0 or extract(year from last_day(period_end)) % 400 = 0)) then 365 else 366 end) as weight
  from (select distinct period_end from balances where period_end between cast('2023-01-01' as date) and cast('2023-12-31' as date)) as periods
),
months as (
  select
    f.account_id,
    f.product_code,
    f.family,
    f.method,
    f.currency,
    c.period_end,
    case when b.average_balance >= 0 or f.own_side = 'fee' then f.own_side when f.own_side = 'asset' then 'liability' else 'asset' end as side,
    b.average_balance < 0 as is_flipped,
    b.average_balance >= 0 and (f.own_price is not null or f.has_contract) as is_own,
    case
      when b.average_balance >= 0 then coalesce(cast(null as decimal(18, 10)), f.account_rate)
      when f.own_side = 'liability' then cast(null as decimal(18, 10))
      else cast(null as decimal(18, 10))
    end as customer_rate,
    cast(abs(b.average_balance) * 100 as bigint) as cents,
    c.days as days,
    c.weight as weight
  from balances as b
  join calendar as c on c.period_end = b.period_end
  join profit_facts as f on f.account_id = b.account_id
  where (f.open_date is null or f.open_date <= c.last_day)
    and (f.close_date is null or f.close_date >= c.first_day)
),
numbered as (
  select *, case when not is_own and method <> 'flat' then case when side = 'asset' then 1 when side = 'liability' then 2 else cast(null as integer) end end as rule
  from months
),
ruled as (
  select n.*, t.price as row_price, coalesce(t.is_flat, false) as row_is_flat
  from numbered as n
  left join profit_tenor_prices as t
    on t.rule = n.rule and t.period_end = n.period_end and t.currency is not distinct from n.currency
)
select
  account_id,
  side,
  is_flipped,
  is_own,
  customer_rate,
  row_price is not null as has_row_price,
  cast(null as date) as reference_date,
  cast(null as double) as term_months,
  cast(null as date) as fx_month,
  count(*) as balance_rows,
  count(*) filter (where row_is_flat) as flat_rows,
  sum(cents * weight) as cents_weight,
  sum(cents * days) as cents_days,
  sum(cast(cents * weight as hugeint) * row_price) as price_weight,
  sum(cents * days) as exposure_days
from ruled
group by account_id, side, is_flipped, is_own, customer_rate, row_price is not null
