with matched as (
  select
    *,
    case
      when has_row_price then price_weight
      when is_own then cents_weight * cast((own_price) * 10000000000 as hugeint)
      when method = 'flat' then cents_weight * cast((cast(null as decimal(12, 10))) * 10000000000 as hugeint)
    end as matched_weight,
    coalesce(case when side = 'asset' then cast('0.0025000000' as decimal(12, 10)) else cast(null as decimal(12, 10)) end, 0) as "ftp_liquidity"
  from (
    select
      l.*,
      f.product_code,
      f.family,
      f.own_side,
      f.currency,
      f.fx_currency,
      f.method,
      f.own_price is not null as is_stated,
      coalesce(f.own_price, c.rate, null) as own_price,
      l.is_own and f.own_price is null and coalesce(c.is_flat, false) as is_flat
    from profit_legs as l
    join profit_facts as f on f.account_id = l.account_id
    left join profit_contract_prices as c
      on c.currency is not distinct from f.currency
      and c.reference_date = coalesce(l.reference_date, f.reference_date)
      and c.term_months = coalesce(l.term_months, f.term_months)
      and l.is_own and f.has_contract and f.method in ('straight_term', 'remaining_term')
  ) as known
),
legs as (
  select *, matched_weight as base_weight
  from matched
),
margins as (
  select
    *,
    rate_weight is not null and price_weight_all is not null as is_priced,
    cast(0 as hugeint) as reserve_weight
  from (
    select
      l.*,
      case l.side when 'asset' then 1 when 'liability' then -1 end as direction,
      case when l.side <> 'fee' then l.cents_weight * cast((l.customer_rate) * 10000000000 as hugeint) end as rate_weight,
      case when l.side <> 'fee' then base_weight + cents_weight * cast(("ftp_liquidity") * 10000000000 as hugeint) end as price_weight_all
    from legs as l
  ) as weighed
),
sums as (
  select
    account_id,
    sum(balance_rows) as balance_rows,
    sum(case when side <> 'fee' and not is_priced then balance_rows else 0 end) as unpriced_rows,
    sum(case when side <> 'fee' and customer_rate is null then balance_rows else 0 end) as no_rate_rows,
    sum(case when is_flat then balance_rows else flat_rows end) as flat_rows,
    sum(case when is_flipped then balance_rows else 0 end) as flipped_rows,
    sum(case when side = 'asset' then balance_rows else 0 end) as asset_rows,
    sum((case when side = own_side then cents_days else -cents_days end)) as balance_days,
    sum(base_weight) as base_weight,
    sum(case when base_weight is not null then cents_weight end) as based_weight,
    sum(case when is_priced then direction * rate_weight end) as interest,
    sum(case when side = 'asset' then rate_weight - price_weight_all end) as margin_assets,
    sum(case when side = 'liability' then price_weight_all + reserve_weight - rate_weight end) as margin_liabilities,
    sum(case when side = 'asset' then exposure_days end) as exposure_days,
    sum(case when side = 'asset' then exposure_days end) as ead_days,
    sum(case when is_priced then -direction * cents_weight * cast(("ftp_liquidity") * 10000000000 as hugeint) end) as "ftp_liquidity"
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
  case when s.based_weight > 0 then cast(cast((2 * s.base_weight + sign(s.base_weight) * s.based_weight) // (2 * s.based_weight) as decimal(20, 0)) * 0.0000000001 as decimal(12, 10)) end as base_rate,
  case when s.unpriced_rows = s.balance_rows and s.balance_rows > 0 then null else coalesce(cast(cast((2 * s.interest + sign(s.interest) * 1335900000000000) // 2671800000000000 as decimal(20, 0)) * 0.01 as decimal(18, 2)), 0) end as customer_interest,
  case when s.unpriced_rows = s.balance_rows and s.balance_rows > 0 then null else coalesce(cast(cast((2 * s.margin_assets + sign(s.margin_assets) * 1335900000000000) // 2671800000000000 as decimal(20, 0)) * 0.01 as decimal(18, 2)), 0) end as nii_assets,
  case when s.unpriced_rows = s.balance_rows and s.balance_rows > 0 then null else coalesce(cast(cast((2 * s.margin_liabilities + sign(s.margin_liabilities) * 1335900000000000) // 2671800000000000 as decimal(20, 0)) * 0.01 as decimal(18, 2)), 0) end as nii_liabilities,
  coalesce(cast(cast((2 * s."ftp_liquidity" + sign(s."ftp_liquidity") * 1335900000000000) // 2671800000000000 as decimal(20, 0)) * 0.01 as decimal(18, 2)), 0) as "ftp_liquidity",
  case
    when coalesce(s.asset_rows, 0) = 0 then 0
    when f.pd >= 1 then cast(cast((2 * (s.exposure_days * cast((f.elbe) * 10000000000 as hugeint)) + sign((s.exposure_days * cast((f.elbe) * 10000000000 as hugeint))) * 3650000000000) // 7300000000000 as decimal(20, 0)) * 0.01 as decimal(18, 2))
    else cast(cast((2 * (s.exposure_days * cast((f.pd) * 10000000000 as hugeint) * cast((f.lgd) * 10000000000 as hugeint)) + sign((s.exposure_days * cast((f.pd) * 10000000000 as hugeint) * cast((f.lgd) * 10000000000 as hugeint))) * 36500000000000000000000) // 73000000000000000000000 as decimal(20, 0)) * 0.01 as decimal(18, 2))
  end as expected_loss,
  cast(cast(coalesce(s.ead_days, 0) as double) / (100.0 * 365 * 1) as decimal(28, 6)) as ead,
  f.asset_class,
  f.pd,
  f.lgd,
  f.elbe,
  f.stage,
  f.account_rate,
  f.maturity_date,
  f.amortisation,
  f.payment_months
from profit_facts as f
left join sums as s on s.account_id = f.account_id
order by f.account_id
