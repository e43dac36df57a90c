with contracts as (
  select
    account_id,
    currency as currency,
    case when coalesce(rate_type = 'adjustable', false) then last_reprice_date else coalesce(origination_date, open_date) end as reference_date,
    cast(case when coalesce(rate_type = 'adjustable', false) then cast(null as double) else ((year(maturity_date) * 12 + month(maturity_date) - 1) - (year(coalesce(origination_date, open_date)) * 12 + month(coalesce(origination_date, open_date)) - 1) + (extract(day from maturity_date) - least(extract(day from coalesce(origination_date, open_date)), extract(day from last_day(maturity_date)))) / 30.4375) end as double) as term_months
  from accounts
  where maturity_date is not null
),
wanted as (
  select distinct currency, reference_date, term_months
  from contracts
  where reference_date is not null and term_months > 0
),
nodes as (
  select
    currency as currency,
    date as curve_date,
    term_months,
    rate,
    lead(term_months) over (partition by currency, date order by term_months) as next_term,
    lead(rate) over (partition by currency, date order by term_months) as next_rate,
    row_number() over (partition by currency, date order by term_months) = 1 as is_first
  from curves
),
curve_dates as (
  select distinct currency, curve_date
  from nodes
),
wanted_dates as (
  select distinct currency, reference_date
  from wanted
),
dated as (
  select w.currency, w.reference_date, max(c.curve_date) as curve_date
  from wanted_dates as w
  join curve_dates as c on c.curve_date <= w.reference_date and (w.currency is null or c.currency = w.currency)
  group by w.currency, w.reference_date
),
priced as (
  select
    w.currency,
    w.reference_date,
    w.term_months,
    cast(case
      when w.term_months <= n.term_months or n.next_term is null then n.rate
      else n.rate + (n.next_rate - n.rate) * (w.term_months - n.term_months) / (n.next_term - n.term_months)
    end as decimal(12, 10)) as rate,
    w.term_months < n.term_months or (n.next_term is null and w.term_months > n.term_months) as is_flat
  from wanted as w
  join dated as d on d.reference_date = w.reference_date and d.currency is not distinct from w.currency
  join nodes as n on n.curve_date = d.curve_date and (w.currency is null or n.currency = w.currency)
    and (n.is_first or w.term_months >= n.term_months)
    and (n.next_term is null or w.term_months < n.next_term)
)
select c.account_id, p.rate as base_rate, p.is_flat
from contracts as c
join priced as p
  on p.reference_date = c.reference_date
  and p.term_months = c.term_months
  and p.currency is not distinct from c.currency
order by c.account_id
