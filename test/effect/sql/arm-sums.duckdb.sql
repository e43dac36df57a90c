select
  case when treated then 'treated' else 'control' end as arm,
  count(*) as units,
  sum("aum before") as "before_0",
  sum("aum after") as "after_0",
  sum(("aum after" * 2 - "aum before" * 2)) as "sum_0",
  sum(("aum after" * 2 - "aum before" * 2) * ("aum after" * 2 - "aum before" * 2)) as "squares_0"
from effect_units
group by treated
order by treated desc
