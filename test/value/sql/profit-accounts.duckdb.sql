with booking_sums as (
  select
    account_id,
    sum("fees") as "fees"
  from profit_bookings
  where account_id is not null
  group by account_id
)
select
  i.account_id,
  i.customer_id,
  i.product_code,
  i.side,
  i.balance_rows,
  i.unpriced_rows,
  i.no_rate_rows,
  i.flat_rows,
  i.flipped_rows,
  i.asset_rows,
  i.average_balance,
  i.base_rate,
  i.customer_interest,
  i.nii_assets,
  i.nii_liabilities,
  i.nii_assets + i.nii_liabilities as nii,
  i."ftp_liquidity",
  coalesce(b."fees", 0) as "fees",
  i.expected_loss as expected_loss,
  cast(null as decimal(18, 2)) as provision,
  cast(null as decimal(18, 2)) as charge_offs,
  cast(null as decimal(18, 2)) as direct_cost,
  i.ead,
  i.pd,
  i.lgd,
  i.elbe,
  i.asset_class,
  i.stage,
  case when i.ead = 0 then 0 else cast(cast(i.ead as double) * 12.5 * k.factor as decimal(28, 6)) end as rwa,
  cast(cast(case when i.ead = 0 then 0 else cast(cast(i.ead as double) * 12.5 * k.factor as decimal(28, 6)) end as double) * cast('0.105' as double) as decimal(28, 6)) as capital
from profit_interest as i
left join booking_sums as b on b.account_id = i.account_id
left join profit_capital_factors as k
  on k.asset_class is not distinct from i.asset_class
  and k.pd is not distinct from cast(i.pd as varchar)
  and k.lgd is not distinct from cast(i.lgd as varchar)
  and k.elbe is not distinct from cast(i.elbe as varchar)
order by i.account_id
