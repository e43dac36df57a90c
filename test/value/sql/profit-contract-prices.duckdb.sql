with wanted as (
  select distinct
    f.currency,
    coalesce(l.reference_date, f.reference_date) as reference_date,
    coalesce(l.term_months, f.term_months) as term_months
  from profit_legs as l
  join profit_facts as f on f.account_id = l.account_id
  where l.is_own and f.own_price is null and f.has_contract and not f.method in ('weighted_term', 'duration', 'average_life', 'zero_discount')
    and coalesce(l.reference_date, f.reference_date) is not null
    and coalesce(l.term_months, f.term_months) >= 0
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
dated as (
  select w.currency, w.reference_date, max(c.curve_date) as curve_date
  from (select distinct currency, reference_date from wanted) as w
  join (select distinct currency, curve_date from nodes) as c
    on c.curve_date <= w.reference_date and c.currency is not distinct from w.currency
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
  join nodes as n on n.curve_date = d.curve_date and n.currency is not distinct from w.currency
    and (n.is_first or w.term_months >= n.term_months)
    and (n.next_term is null or w.term_months < n.next_term)
)
select currency, reference_date, term_months, rate, is_flat
from priced
order by currency, reference_date, term_months
