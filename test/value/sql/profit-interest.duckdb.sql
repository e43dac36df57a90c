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
    cast(null as decimal(18, 10)) as own_ftp_rate,
    a."pd" as pd,
    a."lgd" as lgd
  from accounts as a
),
periods as (
  select
    f.*,
    b.period_end,
    abs(b.average_balance) as balance,
    b.average_balance < 0 as is_flipped,
    case when b.average_balance >= 0 or f.own_side = 'fee' then f.own_side when f.own_side = 'asset' then 'liability' else 'asset' end as side,
    case
      when b.average_balance < 0 and f.own_side = 'liability' then cast(null as decimal(18, 10))
      when b.average_balance < 0 then cast(null as decimal(18, 10))
      else coalesce(cast(null as decimal(18, 10)), f.account_rate)
    end as customer_rate,
    cast(date_trunc('month', b.period_end) as date) as first_day,
    last_day(b.period_end) as last_day
  from balances as b
  join facts as f on f.account_id = b.account_id
  where b.period_end between cast('2023-01-01' as date) and cast('2023-12-31' as date)
    and (f.open_date is null or f.open_date <= last_day(b.period_end))
    and (f.close_date is null or f.close_date >= cast(date_trunc('month', b.period_end) as date))
),
weighed as (
  select
    *,
    (last_day - first_day) + 1 as days,
    ((last_day - first_day) + 1) * (case when (extract(year from last_day) % 4 = 0 and (extract(year from last_day) % 100 <> 0 or extract(year from last_day) % 400 = 0)) then 365 else 366 end) as weight,
    case when side = 'asset' then 1 when side = 'liability' then 2 end as rule
  from periods
),
priced as (
  select
    w.*,
    case
      when w.own_ftp_rate is not null and not w.is_flipped then w.own_ftp_rate
      when c.account_id is not null and not w.is_flipped then c.base_rate
      else t.base_rate
    end as base_rate,
    coalesce(case when c.account_id is not null and not w.is_flipped then c.is_flat else t.is_flat end, false) as is_flat,
    coalesce(case when side = 'asset' then cast('0.0025000000' as decimal(12, 10)) end, 0) as "ftp_liquidity"
  from weighed as w
  left join profit_contract_prices as c on c.account_id = w.account_id
  left join profit_tenor_prices as t
    on t.rule = w.rule and t.period_end = w.period_end and t.currency is not distinct from w.currency
),
margins as (
  select
    account_id,
    side,
    own_side,
    days,
    weight,
    is_flat,
    is_flipped,
    customer_rate,
    "ftp_liquidity",
    case side when 'asset' then 1 when 'liability' then -1 end as direction,
    case when side <> 'fee' then customer_rate - (base_rate + "ftp_liquidity") end as margin,
    cast((balance) * 100 as hugeint) as cents,
    cast((greatest(coalesce(credit_limit, 0) - balance, 0)) * 100 as hugeint) as undrawn_cents,
    cast((balance) * 100 as hugeint) as exposure_cents
  from priced
),
sums as (
  select
    account_id,
    count(*) as balance_rows,
    sum(case when side <> 'fee' and margin is null then 1 else 0 end) as unpriced_rows,
    sum(case when side <> 'fee' and customer_rate is null then 1 else 0 end) as no_rate_rows,
    sum(case when is_flat then 1 else 0 end) as flat_rows,
    sum(case when is_flipped then 1 else 0 end) as flipped_rows,
    sum(case when side = 'asset' then 1 else 0 end) as asset_rows,
    sum(cents * days * case when side = own_side then 1 else -1 end) as balance_days,
    sum(case when margin is not null then direction * cents * weight * cast((customer_rate) * 10000000000 as hugeint) end) as interest,
    sum(case when side = 'asset' then cents * weight * cast((margin) * 10000000000 as hugeint) end) as margin_assets,
    sum(case when side = 'liability' then -cents * weight * cast((margin) * 10000000000 as hugeint) end) as margin_liabilities,
    sum(case when margin is not null then -direction * cents * weight * cast(("ftp_liquidity") * 10000000000 as hugeint) end) as "ftp_liquidity",
    sum(case when side = 'asset' then exposure_cents * days end) as exposure_days
  from margins
  group by account_id
)
select
  f.account_id,
  f.customer_id,
  f.product_code,
  f.own_side as side,
  coalesce(s.balance_rows, 0) as balance_rows,
  coalesce(s.unpriced_rows, 0) as unpriced_rows,
  coalesce(s.no_rate_rows, 0) as no_rate_rows,
  coalesce(s.flat_rows, 0) as flat_rows,
  coalesce(s.flipped_rows, 0) as flipped_rows,
  coalesce(s.asset_rows, 0) as asset_rows,
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
