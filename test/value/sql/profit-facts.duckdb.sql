with named as (
  select
    a.account_id,
    a.customer_id,
    a."product_code" as product_code,
    cast(null as varchar) as family,
    a.side as own_side,
    a.side as side,
    coalesce(a.currency, $1) as currency,
    nullif(coalesce(a.currency, $2), $3) as fx_currency,
    a."open_date" as open_date,
    a."close_date" as close_date,
    a."customer_rate" as account_rate,
    a."credit_limit" as credit_limit,
    cast(null as decimal(18, 2)) as stated_ead,
    coalesce(cast(null as decimal(18, 10)), cast('0' as decimal(18, 10))) as ccf,
    cast(cast(null as decimal(18, 10)) as decimal(12, 10)) as own_price,
    coalesce(a."origination_date", a."open_date") as origination,
    a."maturity_date" as maturity_date,
    coalesce(a.rate_type = 'adjustable', false) as is_adjustable,
    coalesce(a."last_reprice_date", cast(null as date)) as anchor_date,
    cast(cast(null as integer) as integer) as reprice_months,
    cast(null as date) as teaser_end,
    coalesce(cast(null as varchar), $4) as amortisation,
    cast(coalesce(cast(null as integer), cast('1' as integer)) as integer) as payment_months,
    cast(null as varchar) as asset_class,
    a."pd" as pd,
    a."lgd" as lgd,
    cast(null as decimal(18, 10)) as elbe,
    cast(cast(null as integer) as integer) as stage
  from accounts as a
),
ruled as (
  select
    *,
    'straight_term' as method,
    coalesce(asset_class, 'other') as known_class
  from named
),
judged as (
  select
    *,
    method <> 'flat' and (maturity_date is not null or (is_adjustable and anchor_date is not null and reprice_months > 0)) as has_contract
  from ruled
)
select
  "account_id",
  "customer_id",
  "product_code",
  "family",
  "own_side",
  "currency",
  "fx_currency",
  "open_date",
  "close_date",
  "account_rate",
  "credit_limit",
  "stated_ead",
  "ccf",
  "own_price",
  "method",
  "has_contract",
  "is_adjustable",
  "origination",
  "maturity_date",
  "anchor_date",
  "reprice_months",
  "teaser_end",
  "amortisation",
  "payment_months",
  "lgd",
  "elbe",
  "stage",
  known_class as asset_class,
  case when has_contract and not is_adjustable and teaser_end is null then origination end as reference_date,
  case when has_contract and not is_adjustable and teaser_end is null then cast(((year(maturity_date) * 12 + month(maturity_date) - 1) - (year(origination) * 12 + month(origination) - 1) + (extract(day from maturity_date) - least(extract(day from origination), extract(day from last_day(maturity_date)))) / 30.4375) as double) end as term_months,
  pd as pd
from judged
order by account_id
-- parameters: ["CNY","CNY","CNY",null]
