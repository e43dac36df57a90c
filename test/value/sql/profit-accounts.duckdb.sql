with fee_sums as (
  select account_id, sum(fees) as fees
  from profit_fees
  where account_id is not null
  group by account_id
)
select
  i.*,
  i.nii_assets + i.nii_liabilities as nii,
  coalesce(fee_sums.fees, 0) as fees,
  cast(null as decimal(18, 2)) as provision,
  case when i.ead = 0 then 0 else cast(cast(i.ead as double) * 12.5 * k.factor as decimal(28, 6)) end as rwa,
  cast(cast(case when i.ead = 0 then 0 else cast(cast(i.ead as double) * 12.5 * k.factor as decimal(28, 6)) end as double) * cast('0.105' as double) as decimal(28, 6)) as capital
from profit_interest as i
left join fee_sums on fee_sums.account_id = i.account_id
left join profit_capital_factors as k
  on k.product_code is not distinct from i.product_code
  and k.pd = cast(i.pd as varchar)
  and k.lgd = cast(i.lgd as varchar)
order by i.account_id
