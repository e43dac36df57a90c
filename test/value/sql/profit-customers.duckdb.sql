with everybody as (
  select distinct t.customer_id as customer_id from "customers" as t where t.customer_id is not null
  union
  select distinct t.customer_id as customer_id from "profit_holders" as t where t.customer_id is not null
  union
  select distinct t.customer_id as customer_id from "profit_bookings" as t where t.customer_id is not null
  union
  select distinct t.customer_id as customer_id from "profit_activities" as t where t.customer_id is not null
),
held as (
  select
    t.customer_id as customer_id,
    count(distinct t.account_id) as accounts,
    count(distinct case when t.unpriced_rows > 0 then t.account_id end) as unpriced_accounts,
    sum(t."customer_interest") as "customer_interest",
    sum(t."nii_assets") as "nii_assets",
    sum(t."nii_liabilities") as "nii_liabilities",
    sum(t."fees") as "fees",
    sum(t."expected_loss") as "expected_loss",
    sum(t."provision") as "provision",
    sum(t."charge_offs") as "charge_offs",
    sum(t."direct_cost") as "direct_cost",
    sum(t."ftp_liquidity") as "ftp_liquidity",
    sum(t."ead") as "ead",
    sum(t."rwa") as "rwa",
    sum(t."capital") as "capital"
  from "profit_holders" as t
  group by 1
),
direct as (
  select
    t.customer_id as customer_id,
    sum(t."fees") as "fees"
  from "profit_bookings" as t
  where t.account_id is null
  group by 1
),
activity_sums as (
  select
    t.customer_id as customer_id,
    sum(t.cost) as cost
  from "profit_activities" as t
  group by 1
),
components as (
  select
    everybody.customer_id,
    coalesce(held.accounts, 0) as accounts,
    coalesce(held.unpriced_accounts, 0) as unpriced_accounts,
    coalesce(held."customer_interest", 0) as "customer_interest",
    coalesce(held."nii_assets", 0) as "nii_assets",
    coalesce(held."nii_liabilities", 0) as "nii_liabilities",
    coalesce(held."fees", 0) + coalesce(direct."fees", 0) as "fees",
    coalesce(held."expected_loss", 0) as "expected_loss",
    cast(null as decimal(18, 2)) as "provision",
    cast(null as decimal(18, 2)) as "charge_offs",
    cast(null as decimal(18, 2)) as "direct_cost",
    coalesce(held."ftp_liquidity", 0) as "ftp_liquidity",
    coalesce(held."ead", 0) as "ead",
    coalesce(held."rwa", 0) as "rwa",
    coalesce(held."capital", 0) as "capital",
    coalesce(activity_sums.cost, 0) as activity_cost
  from everybody
  left join held on held.customer_id = everybody.customer_id
  left join direct on direct.customer_id = everybody.customer_id
  left join activity_sums on activity_sums.customer_id = everybody.customer_id
),
shared_overhead as (
  select
    *,
    cast(cast((cast(cast('1000.00' as decimal(18, 2)) * 100 as hugeint) * (sum(1) over (order by customer_id rows between unbounded preceding and current row)) // nullif(sum(1) over (), 0)) - (cast(cast('1000.00' as decimal(18, 2)) * 100 as hugeint) * (sum(1) over (order by customer_id rows between unbounded preceding and current row) - 1) // nullif(sum(1) over (), 0)) as decimal(20, 0)) * 0.01 as decimal(18, 2)) as overhead
  from components
)
select
  customer_id,
  accounts,
  unpriced_accounts,
  "customer_interest",
  "nii_assets",
  "nii_liabilities",
  "fees",
  "expected_loss",
  "provision",
  "charge_offs",
  "direct_cost",
  "ftp_liquidity",
  nii_assets + nii_liabilities as nii,
  nii_assets + nii_liabilities + coalesce(fees, 0) as revenue,
  activity_cost,
  overhead,
  coalesce(activity_cost, 0) + coalesce(direct_cost, 0) as marginal_cost,
  coalesce(activity_cost, 0) + coalesce(direct_cost, 0) + coalesce(overhead, 0) as cost,
  nii_assets + nii_liabilities + coalesce(fees, 0) - (coalesce(activity_cost, 0) + coalesce(direct_cost, 0)) as contribution,
  nii_assets + nii_liabilities + coalesce(fees, 0) - (coalesce(activity_cost, 0) + coalesce(direct_cost, 0) + coalesce(overhead, 0)) - (coalesce(expected_loss, 0) + coalesce(provision, 0) + coalesce(charge_offs, 0)) as profit,
  ead,
  rwa,
  capital,
  cast(cast(capital as double) * cast('0.03' as double) * (cast(365 as double) / 365) as decimal(28, 6)) as capital_benefit,
  cast((cast(nii_assets + nii_liabilities + coalesce(fees, 0) - (coalesce(activity_cost, 0) + coalesce(direct_cost, 0) + coalesce(overhead, 0)) - (coalesce(expected_loss, 0) + coalesce(provision, 0) + coalesce(charge_offs, 0)) as double) + cast(cast(cast(capital as double) * cast('0.03' as double) * (cast(365 as double) / 365) as decimal(28, 6)) as double)) - cast('0.25' as double) * (cast(nii_assets + nii_liabilities + coalesce(fees, 0) - (coalesce(activity_cost, 0) + coalesce(direct_cost, 0) + coalesce(overhead, 0)) - (coalesce(expected_loss, 0) + coalesce(provision, 0) + coalesce(charge_offs, 0)) as double) + cast(cast(cast(capital as double) * cast('0.03' as double) * (cast(365 as double) / 365) as decimal(28, 6)) as double)) as decimal(28, 6)) as npat,
  case when cast(capital as double) > 0 then cast(cast((cast(nii_assets + nii_liabilities + coalesce(fees, 0) - (coalesce(activity_cost, 0) + coalesce(direct_cost, 0) + coalesce(overhead, 0)) - (coalesce(expected_loss, 0) + coalesce(provision, 0) + coalesce(charge_offs, 0)) as double) + cast(cast(cast(capital as double) * cast('0.03' as double) * (cast(365 as double) / 365) as decimal(28, 6)) as double)) - cast('0.25' as double) * (cast(nii_assets + nii_liabilities + coalesce(fees, 0) - (coalesce(activity_cost, 0) + coalesce(direct_cost, 0) + coalesce(overhead, 0)) - (coalesce(expected_loss, 0) + coalesce(provision, 0) + coalesce(charge_offs, 0)) as double) + cast(cast(cast(capital as double) * cast('0.03' as double) * (cast(365 as double) / 365) as decimal(28, 6)) as double)) as decimal(28, 6)) as double) / cast(capital as double) / (cast(365 as double) / 365) end as raroc,
  cast(cast(cast((cast(nii_assets + nii_liabilities + coalesce(fees, 0) - (coalesce(activity_cost, 0) + coalesce(direct_cost, 0) + coalesce(overhead, 0)) - (coalesce(expected_loss, 0) + coalesce(provision, 0) + coalesce(charge_offs, 0)) as double) + cast(cast(cast(capital as double) * cast('0.03' as double) * (cast(365 as double) / 365) as decimal(28, 6)) as double)) - cast('0.25' as double) * (cast(nii_assets + nii_liabilities + coalesce(fees, 0) - (coalesce(activity_cost, 0) + coalesce(direct_cost, 0) + coalesce(overhead, 0)) - (coalesce(expected_loss, 0) + coalesce(provision, 0) + coalesce(charge_offs, 0)) as double) + cast(cast(cast(capital as double) * cast('0.03' as double) * (cast(365 as double) / 365) as decimal(28, 6)) as double)) as decimal(28, 6)) as double) - cast(capital as double) * cast('0.1' as double) * (cast(365 as double) / 365) as decimal(28, 6)) as eva,
  case when rwa > 0 then cast(cast((cast(nii_assets + nii_liabilities + coalesce(fees, 0) - (coalesce(activity_cost, 0) + coalesce(direct_cost, 0) + coalesce(overhead, 0)) - (coalesce(expected_loss, 0) + coalesce(provision, 0) + coalesce(charge_offs, 0)) as double) + cast(cast(cast(capital as double) * cast('0.03' as double) * (cast(365 as double) / 365) as decimal(28, 6)) as double)) - cast('0.25' as double) * (cast(nii_assets + nii_liabilities + coalesce(fees, 0) - (coalesce(activity_cost, 0) + coalesce(direct_cost, 0) + coalesce(overhead, 0)) - (coalesce(expected_loss, 0) + coalesce(provision, 0) + coalesce(charge_offs, 0)) as double) + cast(cast(cast(capital as double) * cast('0.03' as double) * (cast(365 as double) / 365) as decimal(28, 6)) as double)) as decimal(28, 6)) as double) / cast(rwa as double) / (cast(365 as double) / 365) end as rorwa
from shared_overhead
order by customer_id
