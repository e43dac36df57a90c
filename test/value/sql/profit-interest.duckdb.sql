with facts as (
  select
    a.account_id,
    a.customer_id,
    a."product_code" as product_code,
    a.side as own_side,
    a.currency as currency,
    a."open_date" as open_date,
    a."close_date" as close_date,
    a."customer_rate" as account_rate,
    a."credit_limit" as credit_limit,
    c.base_rate as own_price,
    c.is_flat as own_is_flat,
    a.maturity_date is not null as has_maturity,
    a."pd" as pd,
    a."lgd" as lgd
  from accounts as a
  left join profit_contract_prices as c on c.account_id = a.account_id
),
calendar as (
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
    case when b.average_balance >= 0 or f.own_side = 'fee' then f.own_side when f.own_side = 'asset' then 'liability' else 'asset' end as side,
    b.average_balance < 0 as is_flipped,
    case
      when b.average_balance >= 0 then coalesce(cast(null as decimal(18, 10)), f.account_rate)
      when f.own_side = 'liability' then cast(null as decimal(18, 10))
      else cast(null as decimal(18, 10))
    end as customer_rate,
    case when f.own_price is null or b.average_balance < 0 then b.period_end end as price_period,
    cast(abs(b.average_balance) * 100 as bigint) as cents,
    c.days as days,
    c.weight as weight
  from balances as b
  join calendar as c on c.period_end = b.period_end
  join facts as f on f.account_id = b.account_id
  where (f.open_date is null or f.open_date <= c.last_day)
    and (f.close_date is null or f.close_date >= c.first_day)
),
legs as (
  select
    account_id,
    side,
    is_flipped,
    customer_rate,
    price_period,
    count(*) as balance_rows,
    sum(cents * weight) as cents_weight,
    sum(cents * days) as cents_days,
    sum((cents) * days) as exposure_days
  from months
  group by account_id, side, is_flipped, customer_rate, price_period
),
priced as (
  select
    l.*,
    case when l.is_own then l.own_price else t.base_rate end as base_rate,
    case when l.is_own then coalesce(l.own_is_flat, false) else coalesce(t.is_flat, false) end as is_flat,
    coalesce(case when side = 'asset' then cast('0.0025000000' as decimal(12, 10)) end, 0) as "ftp_liquidity"
  from (
    select
      legs.*,
      f.product_code,
      f.own_side,
      f.currency,
      f.own_price,
      f.own_is_flat,
      not legs.is_flipped and (f.own_price is not null or f.has_maturity) as is_own,
      case when side = 'asset' then 1 when side = 'liability' then 2 end as rule
    from legs
    join facts as f on f.account_id = legs.account_id
  ) as l
  left join profit_tenor_prices as t
    on t.rule = l.rule and t.period_end = l.price_period and t.currency is not distinct from l.currency
),
margins as (
  select
    *,
    case side when 'asset' then 1 when 'liability' then -1 end as direction,
    case when side <> 'fee' then customer_rate - (base_rate + "ftp_liquidity") end as margin
  from priced
),
sums as (
  select
    account_id,
    sum(balance_rows) as balance_rows,
    sum(case when side <> 'fee' and margin is null then balance_rows else 0 end) as unpriced_rows,
    sum(case when side <> 'fee' and customer_rate is null then balance_rows else 0 end) as no_rate_rows,
    sum(case when is_flat then balance_rows else 0 end) as flat_rows,
    sum(case when is_flipped then balance_rows else 0 end) as flipped_rows,
    sum(case when side = 'asset' then balance_rows else 0 end) as asset_rows,
    sum(case when side = own_side then cents_days else -cents_days end) as balance_days,
    sum(case when margin is not null then direction * cents_weight * cast((customer_rate) * 10000000000 as hugeint) end) as interest,
    sum(case when side = 'asset' then cents_weight * cast((margin) * 10000000000 as hugeint) end) as margin_assets,
    sum(case when side = 'liability' then -cents_weight * cast((margin) * 10000000000 as hugeint) end) as margin_liabilities,
    sum(case when margin is not null then -direction * cents_weight * cast(("ftp_liquidity") * 10000000000 as hugeint) end) as "ftp_liquidity",
    sum(case when side = 'asset' then exposure_days end) as exposure_days
  from margins
  group by account_id
)
select
  f.account_id,
  f.customer_id,
  f.product_code,
  f.own_side as side,
  cast(coalesce(s.balance_rows, 0) as bigint) as balance_rows,
  cast(coalesce(s.unpriced_rows, 0) as bigint) as unpriced_rows,
  cast(coalesce(s.no_rate_rows, 0) as bigint) as no_rate_rows,
  cast(coalesce(s.flat_rows, 0) as bigint) as flat_rows,
  cast(coalesce(s.flipped_rows, 0) as bigint) as flipped_rows,
  cast(coalesce(s.asset_rows, 0) as bigint) as asset_rows,
  coalesce(cast(cast((2 * s.balance_days + sign(s.balance_days) * 365) // 730 as decimal(20, 0)) * 0.01 as decimal(18, 2)), 0) as average_balance,
  case when s.unpriced_rows = s.balance_rows and s.balance_rows > 0 then null else coalesce(cast(cast((2 * s.interest + sign(s.interest) * 1335900000000000) // 2671800000000000 as decimal(20, 0)) * 0.01 as decimal(18, 2)), 0) end as customer_interest,
  case when s.unpriced_rows = s.balance_rows and s.balance_rows > 0 then null else coalesce(cast(cast((2 * s.margin_assets + sign(s.margin_assets) * 1335900000000000) // 2671800000000000 as decimal(20, 0)) * 0.01 as decimal(18, 2)), 0) end as nii_assets,
  case when s.unpriced_rows = s.balance_rows and s.balance_rows > 0 then null else coalesce(cast(cast((2 * s.margin_liabilities + sign(s.margin_liabilities) * 1335900000000000) // 2671800000000000 as decimal(20, 0)) * 0.01 as decimal(18, 2)), 0) end as nii_liabilities,
  coalesce(cast(cast((2 * s."ftp_liquidity" + sign(s."ftp_liquidity") * 1335900000000000) // 2671800000000000 as decimal(20, 0)) * 0.01 as decimal(18, 2)), 0) as "ftp_liquidity",
  case when coalesce(s.asset_rows, 0) = 0 then 0 else cast(cast((2 * (s.exposure_days * cast((f.pd) * 10000000000 as hugeint) * cast((f.lgd) * 10000000000 as hugeint)) + sign((s.exposure_days * cast((f.pd) * 10000000000 as hugeint) * cast((f.lgd) * 10000000000 as hugeint))) * 36500000000000000000000) // 73000000000000000000000 as decimal(20, 0)) * 0.01 as decimal(18, 2)) end as expected_loss,
  cast(cast(coalesce(s.exposure_days, 0) as double) / (100.0 * 365) as decimal(28, 6)) as ead,
  f.pd,
  f.lgd
from facts as f
left join sums as s on s.account_id = f.account_id
order by f.account_id
