with shares as (
  select
    account_id,
    customer_id,
    cast(coalesce(share, 1.0 / count(*) over (partition by account_id)) as decimal(11, 10)) as share,
    row_number() over (partition by account_id order by customer_id desc) = 1 as is_last
  from holders
  union all
  select a.account_id, a.customer_id, cast(1 as decimal(11, 10)) as share, true as is_last
  from accounts as a
  left join (select distinct account_id from holders) as h on h.account_id = a.account_id
  where h.account_id is null
),
cuts as (
  select
    p.account_id,
    h.customer_id,
    h.is_last,
    p.unpriced_rows,
    cast(trunc(cast(p."customer_interest" as decimal(20, 2)) * cast(h.share as decimal(11, 10)), 2) as decimal(28, 2)) as "customer_interest",
    p."customer_interest" as "all_customer_interest",
    cast(trunc(cast(p."nii_assets" as decimal(20, 2)) * cast(h.share as decimal(11, 10)), 2) as decimal(28, 2)) as "nii_assets",
    p."nii_assets" as "all_nii_assets",
    cast(trunc(cast(p."nii_liabilities" as decimal(20, 2)) * cast(h.share as decimal(11, 10)), 2) as decimal(28, 2)) as "nii_liabilities",
    p."nii_liabilities" as "all_nii_liabilities",
    cast(trunc(cast(p."fees" as decimal(20, 2)) * cast(h.share as decimal(11, 10)), 2) as decimal(28, 2)) as "fees",
    p."fees" as "all_fees",
    cast(trunc(cast(p."expected_loss" as decimal(20, 2)) * cast(h.share as decimal(11, 10)), 2) as decimal(28, 2)) as "expected_loss",
    p."expected_loss" as "all_expected_loss",
    cast(trunc(cast(p."provision" as decimal(20, 2)) * cast(h.share as decimal(11, 10)), 2) as decimal(28, 2)) as "provision",
    p."provision" as "all_provision",
    cast(trunc(cast(p."charge_offs" as decimal(20, 2)) * cast(h.share as decimal(11, 10)), 2) as decimal(28, 2)) as "charge_offs",
    p."charge_offs" as "all_charge_offs",
    cast(trunc(cast(p."direct_cost" as decimal(20, 2)) * cast(h.share as decimal(11, 10)), 2) as decimal(28, 2)) as "direct_cost",
    p."direct_cost" as "all_direct_cost",
    cast(trunc(cast(p."ftp_liquidity" as decimal(20, 2)) * cast(h.share as decimal(11, 10)), 2) as decimal(28, 2)) as "ftp_liquidity",
    p."ftp_liquidity" as "all_ftp_liquidity",
    cast(trunc(cast(p."ead" as decimal(20, 6)) * cast(h.share as decimal(11, 10)), 6) as decimal(28, 6)) as "ead",
    p."ead" as "all_ead",
    cast(trunc(cast(p."rwa" as decimal(20, 6)) * cast(h.share as decimal(11, 10)), 6) as decimal(28, 6)) as "rwa",
    p."rwa" as "all_rwa",
    cast(trunc(cast(p."capital" as decimal(20, 6)) * cast(h.share as decimal(11, 10)), 6) as decimal(28, 6)) as "capital",
    p."capital" as "all_capital"
  from profit_accounts as p
  join shares as h on h.account_id = p.account_id
)
select
  account_id,
  customer_id,
  unpriced_rows,
  case when is_last then "all_customer_interest" - (sum("customer_interest") over (partition by account_id) - "customer_interest") else "customer_interest" end as "customer_interest",
  case when is_last then "all_nii_assets" - (sum("nii_assets") over (partition by account_id) - "nii_assets") else "nii_assets" end as "nii_assets",
  case when is_last then "all_nii_liabilities" - (sum("nii_liabilities") over (partition by account_id) - "nii_liabilities") else "nii_liabilities" end as "nii_liabilities",
  case when is_last then "all_fees" - (sum("fees") over (partition by account_id) - "fees") else "fees" end as "fees",
  case when is_last then "all_expected_loss" - (sum("expected_loss") over (partition by account_id) - "expected_loss") else "expected_loss" end as "expected_loss",
  case when is_last then "all_provision" - (sum("provision") over (partition by account_id) - "provision") else "provision" end as "provision",
  case when is_last then "all_charge_offs" - (sum("charge_offs") over (partition by account_id) - "charge_offs") else "charge_offs" end as "charge_offs",
  case when is_last then "all_direct_cost" - (sum("direct_cost") over (partition by account_id) - "direct_cost") else "direct_cost" end as "direct_cost",
  case when is_last then "all_ftp_liquidity" - (sum("ftp_liquidity") over (partition by account_id) - "ftp_liquidity") else "ftp_liquidity" end as "ftp_liquidity",
  case when is_last then "all_ead" - (sum("ead") over (partition by account_id) - "ead") else "ead" end as "ead",
  case when is_last then "all_rwa" - (sum("rwa") over (partition by account_id) - "rwa") else "rwa" end as "rwa",
  case when is_last then "all_capital" - (sum("capital") over (partition by account_id) - "capital") else "capital" end as "capital"
from cuts
order by account_id, customer_id
