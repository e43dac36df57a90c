with "scored_1" as (
  select
    *,
    case when is_active then case when cast("recency_days" as double) <= cast('1' as double) then 5 when cast("recency_days" as double) <= cast('2.5' as double) then 4 when cast("recency_days" as double) <= cast('3' as double) then 3 when cast("recency_days" as double) <= cast('4.25' as double) then 2 else 1 end end as "r_score"
  from "rfm_base"
),
"scored_2" as (
  select
    *,
    case when is_active then case when cast("frequency" as double) <= cast('10' as double) then 1 when cast("frequency" as double) <= cast('25' as double) then 2 when cast("frequency" as double) <= cast('30' as double) then 3 when cast("frequency" as double) <= cast('42.5' as double) then 4 else 5 end end as "f_score"
  from "scored_1"
),
"scored" as (
  select
    *,
    case when is_active then case when cast("monetary" as double) <= cast('100' as double) then 1 when cast("monetary" as double) <= cast('250' as double) then 2 when cast("monetary" as double) <= cast('300' as double) then 3 when cast("monetary" as double) <= cast('425' as double) then 4 else 5 end end as "m_score"
  from "scored_2"
)
select
  "customer_id",
  "first_date",
  "last_date",
  "recency_days",
  "frequency",
  "monetary",
  "r_score",
  "f_score",
  "m_score",
  cast("r_score" as varchar) || cast("f_score" as varchar) || cast("m_score" as varchar) as rfm_code,
  case when "r_score" is not null then 100 * (cast('0.25' as double) * greatest(0, least(1, (cast('100' as double) - cast("recency_days" as double)) / cast('100' as double))) + cast('0.5' as double) * greatest(0, least(1, (cast("frequency" as double) - cast('0' as double)) / cast('100' as double))) + cast('0.75' as double) * greatest(0, least(1, (cast("monetary" as double) - cast('0' as double)) / cast('100' as double)))) end as rfm_index,
  cast('0.25' as double) * "r_score" + cast('0.5' as double) * "f_score" + cast('0.75' as double) * "m_score" as weighted_score,
  case
    when "r_score" is null or "f_score" is null or "m_score" is null then 'No transactions'
    when "r_score" = 5 and "f_score" between 4 and 5 then 'Champions'
    when "r_score" between 3 and 4 and "f_score" between 4 and 5 then 'Loyal'
    when "r_score" between 1 and 2 and "f_score" = 5 then 'Can''t lose'
    when "r_score" between 1 and 2 and "f_score" between 3 and 4 then 'At risk'
    when "r_score" between 1 and 2 and "f_score" between 1 and 2 then 'Hibernating'
    when "r_score" = 3 and "f_score" = 3 then 'Need attention'
    when "r_score" = 3 and "f_score" between 1 and 2 then 'About to sleep'
    when "r_score" = 5 and "f_score" = 1 then 'New'
    when "r_score" = 4 and "f_score" = 1 then 'Promising'
    when "r_score" between 4 and 5 and "f_score" between 2 and 3 then 'Potential loyalist'
    else 'Others'
  end as segment
from scored
