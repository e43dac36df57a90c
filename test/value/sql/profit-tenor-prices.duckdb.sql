with parts(rule, share, months) as (
  values (1, cast('1.0000000000' as decimal(12, 10)), 3), (2, cast('0.8000000000' as decimal(12, 10)), 36), (2, cast('0.2000000000' as decimal(12, 10)), 1)
),
periods as (
  select distinct period_end
  from balances
  where period_end between cast('2023-01-01' as date) and cast('2023-12-31' as date)
),
held as (
  select distinct currency as currency
  from accounts
),
wanted as (
  select distinct held.currency, periods.period_end as reference_date, cast(parts.months as double) as term_months
  from held
  cross join periods
  cross join parts
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
select
  parts.rule,
  priced.currency,
  priced.reference_date as period_end,
  cast(sum(parts.share * priced.rate) as decimal(12, 10)) as base_rate,
  max(case when priced.is_flat then 1 else 0 end) = 1 as is_flat
from parts
join priced on priced.term_months = parts.months
group by parts.rule, priced.currency, priced.reference_date
order by parts.rule, priced.currency, priced.reference_date
