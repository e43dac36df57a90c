with months as (
  select account_id, (year(period_end) * 12 + month(period_end) - 1) as period, count(*) as n
  from balances
  group by account_id, period
),
lives as (
  select
    sides.account_id,
    sides.customer_id,
    sides.side,
    case when sides.opened_in < 24254 then 24254 else sides.opened_in + 1 end as first_whole,
    least(coalesce(sides.closed_in, 24259 + 1) - 1,
      coalesce((year(customers.close_date) * 12 + month(customers.close_date) - 1), 24259 + 1) - 1, 24259) as last_whole
  from effect_accounts as sides
  join customers on customers.customer_id = sides.customer_id
)
select
  lives.customer_id,
  case when first_whole is null or not (lives.side <> 'asset') then 0
    else greatest(last_whole - first_whole + 1, 0) - count(*) filter (where period between first_whole and last_whole)
  end as missing,
  max(n) as largest,
  coalesce(lives.side in ('asset', 'liability', 'fee'), false) as classified
from lives
join months on months.account_id = lives.account_id
group by lives.account_id, lives.customer_id, lives.side, first_whole, last_whole
