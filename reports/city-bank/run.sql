-- stage: ingest

create or replace table "ingest_stage_2" as
select
  "账号" as "account_id",
  "客户号" as "customer_id",
  "份额" as "share"
from read_csv(['{data}/exports/联名户.csv'], auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', max_line_size = 2200000, columns = {'账号': 'varchar', '客户号': 'varchar', '份额': 'decimal(18, 10)'});

select 0 as file, null as currency, count(*) as n
    from "ingest_stage_2" group by all;

create or replace table "ingest_stage_6" as
select
  "作业代码" as "activity_code",
  "单位成本" as "unit_cost",
  "作业名称" as "activity_name"
from read_csv(['{data}/exports/作业成本.csv'], auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', max_line_size = 2200000, columns = {'作业代码': 'varchar', '作业名称': 'varchar', '单位成本': 'decimal(18, 2)'});

select 0 as file, null as currency, count(*) as n, sum("unit_cost") as "sum:unit_cost"
    from "ingest_stage_6" group by all;

create or replace table "ingest_stage_9" as
select
  "机构号" as "branch_id",
  "上线日期" as "start_date",
  "机构名称" as "branch_name"
from read_csv(['{data}/exports/网点上线.csv'], auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', max_line_size = 2200000, columns = {'机构号': 'varchar', '机构名称': 'varchar', '上线日期': 'date'});

select 0 as file, null as currency, count(*) as n
    from "ingest_stage_9" group by all;

create or replace temporary table "ingest_lookup_truth" as
select
  "customer_id" as "customer_id",
  "latent_segment" as "latent_segment",
  "branch_id" as "branch_id",
  "treated" as "treated",
  "in_population" as "in_population",
  "tier" as "tier",
  "aum_effect_sum" as "aum_effect_sum",
  "products_effect_sum" as "products_effect_sum",
  "retained_effect_sum" as "retained_effect_sum",
  "nii_flat" as "nii_flat",
  "nii_term" as "nii_term",
  "fees" as "fees",
  "cost" as "cost",
  "expected_loss" as "expected_loss",
  "profit_flat" as "profit_flat",
  "profit_term" as "profit_term"
from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'customer_id': 'varchar', 'latent_segment': 'varchar', 'branch_id': 'varchar', 'treated': 'varchar', 'in_population': 'varchar', 'tier': 'varchar', 'aum_effect_sum': 'varchar', 'products_effect_sum': 'varchar', 'retained_effect_sum': 'varchar', 'nii_flat': 'varchar', 'nii_term': 'varchar', 'fees': 'varchar', 'cost': 'varchar', 'expected_loss': 'varchar', 'profit_flat': 'varchar', 'profit_term': 'varchar'})
-- parameters: 1;

create or replace temporary table "ingest_raw" as
select "客户号", "性别", "出生日期", "开户日期", "销户日期", "机构号", "客户等级", "地区" from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'客户号': 'varchar', '性别': 'varchar', '出生日期': 'varchar', '开户日期': 'varchar', '销户日期': 'varchar', '机构号': 'varchar', '客户等级': 'varchar', '地区': 'varchar'})
-- parameters: 1;

create or replace temporary table "ingest_link_0_truth" as
select "customer_id", "latent_segment" from "ingest_lookup_truth" where "customer_id" is not null;

select count(*) as n from (select 1 from "ingest_link_0_truth" group by "customer_id" having count(*) > 1);

create or replace table "ingest_stage_0" as
with cells as (
  select
    nullif(trim("客户号", ' 	　 '), '') as "s:客户号",
    nullif(trim("性别", ' 	　 '), '') as "s:性别",
    nullif(trim("出生日期", ' 	　 '), '') as "s:出生日期",
    nullif(trim("开户日期", ' 	　 '), '') as "s:开户日期",
    nullif(trim("销户日期", ' 	　 '), '') as "s:销户日期",
    nullif(trim("机构号", ' 	　 '), '') as "s:机构号",
    nullif(trim("客户等级", ' 	　 '), '') as "s:客户等级",
    nullif(trim("地区", ' 	　 '), '') as "s:地区",
    nullif(trim("truth.latent_segment", ' 	　 '), '') as "s:truth.latent_segment"
  from (select raw."客户号" as "客户号", raw."性别" as "性别", raw."出生日期" as "出生日期", raw."开户日期" as "开户日期", raw."销户日期" as "销户日期", raw."机构号" as "机构号", raw."客户等级" as "客户等级", raw."地区" as "地区", "truth"."latent_segment" as "truth.latent_segment" from "ingest_raw" as raw left join "ingest_link_0_truth" as "truth" on "truth"."customer_id" = nullif(trim(raw."客户号", ' 	　 '), '') order by raw.rowid)
), inputs as (
  select
    "s:客户号",
    "s:性别",
    "s:出生日期",
    "s:开户日期",
    "s:销户日期",
    "s:机构号",
    "s:客户等级",
    "s:地区",
    "s:truth.latent_segment",
    "s:客户号" as "in:customer_id",
    case "s:性别" when '男' then 'M' when '女' then 'F' end as "in:gender",
    "s:出生日期" as "in:birth_date",
    "s:开户日期" as "in:open_date",
    "s:销户日期" as "in:close_date",
    "s:机构号" as "in:branch_id",
    "s:客户等级" as "in:tier",
    "s:地区" as "in:region",
    "s:truth.latent_segment" as "in:latent_segment"
  from cells
), numbers as (
  select
    "s:客户号",
    "s:性别",
    "s:出生日期",
    "s:开户日期",
    "s:销户日期",
    "s:机构号",
    "s:客户等级",
    "s:地区",
    "s:truth.latent_segment",
    "in:customer_id",
    "in:gender",
    "in:birth_date",
    "in:open_date",
    "in:close_date",
    "in:branch_id",
    "in:tier",
    "in:region",
    "in:latent_segment"
  from inputs
), readings as (
  select
    "s:客户号",
    "s:性别",
    "s:出生日期",
    "s:开户日期",
    "s:销户日期",
    "s:机构号",
    "s:客户等级",
    "s:地区",
    "s:truth.latent_segment",
    "in:customer_id",
    "in:gender",
    "in:birth_date",
    "in:open_date",
    "in:close_date",
    "in:branch_id",
    "in:tier",
    "in:region",
    "in:latent_segment",
    case when regexp_full_match("in:birth_date", '(\d{4})-(\d{2})-(\d{2})') then try_cast("in:birth_date" as date) end as "read:birth_date",
    case when regexp_full_match("in:open_date", '(\d{4})-(\d{2})-(\d{2})') then try_cast("in:open_date" as date) end as "read:open_date",
    case when regexp_full_match("in:close_date", '(\d{4})-(\d{2})-(\d{2})') then try_cast("in:close_date" as date) end as "read:close_date"
  from numbers
)
select
    "in:customer_id" as "customer_id",
    "in:gender" as "gender",
    "read:birth_date" as "birth_date",
    "read:open_date" as "open_date",
    "read:close_date" as "close_date",
    "in:branch_id" as "branch_id",
    "in:tier" as "tier",
    "in:region" as "region",
    "in:latent_segment" as "latent_segment",
    cast(0 as integer) as "__file",
    cast(case
      when contains("in:customer_id", 'E+') and regexp_full_match("in:customer_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:customer_id") > length("in:customer_id") and regexp_matches("in:customer_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when "in:customer_id" is null then 3
      when "s:性别" is not null and "s:性别" not in ('男', '女') then 4
      when "read:birth_date" is null and "in:birth_date" is not null and "in:birth_date" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:open_date" is null and "in:open_date" is not null and "in:open_date" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 6
      when "read:close_date" is null and "in:close_date" is not null and "in:close_date" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when contains("in:branch_id", 'E+') and regexp_full_match("in:branch_id", '\d(\.\d+)?E\+\d+') then 8
      when strlen("in:branch_id") > length("in:branch_id") and regexp_matches("in:branch_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 9
    end as smallint) as "__fault"
from readings;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_0";

drop table if exists "ingest_raw";

create or replace table "ingest_stage_1" as
with cells as (
  select
    "账号" as "s:账号",
    "客户号" as "s:客户号",
    "产品代码" as "s:产品代码",
    "币种" as "s:币种",
    "开户日期" as "s:开户日期",
    "销户日期" as "s:销户日期",
    "年利率%" as "s:年利率%",
    "利率类型" as "s:利率类型",
    "起息日" as "s:起息日",
    "到期日" as "s:到期日",
    "授信额度" as "s:授信额度",
    "违约概率" as "s:违约概率",
    "违约损失率" as "s:违约损失率",
    "风险权重" as "s:风险权重",
    "资产负债" as "s:资产负债"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '"', escape = '"', parallel = true, max_line_size = 2200000, columns = {'账号': 'varchar', '客户号': 'varchar', '产品代码': 'varchar', '币种': 'varchar', '开户日期': 'varchar', '销户日期': 'varchar', '年利率%': 'varchar', '利率类型': 'varchar', '起息日': 'varchar', '到期日': 'varchar', '授信额度': 'varchar', '违约概率': 'varchar', '违约损失率': 'varchar', '风险权重': 'varchar', '资产负债': 'varchar'})
), inputs as (
  select
    "s:账号",
    "s:客户号",
    "s:产品代码",
    "s:币种",
    "s:开户日期",
    "s:销户日期",
    "s:年利率%",
    "s:利率类型",
    "s:起息日",
    "s:到期日",
    "s:授信额度",
    "s:违约概率",
    "s:违约损失率",
    "s:风险权重",
    "s:资产负债",
    "s:账号" as "in:account_id",
    "s:客户号" as "in:customer_id",
    "s:产品代码" as "in:product_code",
    "s:币种" as "in:currency",
    "s:开户日期" as "in:open_date",
    "s:销户日期" as "in:close_date",
    "s:年利率%" as "in:customer_rate",
    case "s:利率类型" when '固定' then 'fixed' when '浮动' then 'adjustable' end as "in:rate_type",
    "s:起息日" as "in:origination_date",
    "s:到期日" as "in:maturity_date",
    "s:授信额度" as "in:credit_limit",
    "s:违约概率" as "in:pd",
    "s:违约损失率" as "in:lgd",
    "s:风险权重" as "in:risk_weight",
    case "s:资产负债" when '资产' then 'asset' when '负债' then 'liability' when '中间业务' then 'fee' end as "in:side"
  from cells
), numbers as (
  select
    "s:账号",
    "s:客户号",
    "s:产品代码",
    "s:币种",
    "s:开户日期",
    "s:销户日期",
    "s:年利率%",
    "s:利率类型",
    "s:起息日",
    "s:到期日",
    "s:授信额度",
    "s:违约概率",
    "s:违约损失率",
    "s:风险权重",
    "s:资产负债",
    "in:account_id",
    "in:customer_id",
    "in:product_code",
    "in:currency",
    "in:open_date",
    "in:close_date",
    "in:customer_rate",
    "in:rate_type",
    "in:origination_date",
    "in:maturity_date",
    "in:credit_limit",
    "in:pd",
    "in:lgd",
    "in:risk_weight",
    "in:side",
    case when regexp_full_match("in:customer_rate", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:customer_rate" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:customer_rate", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)((?:\s*%)?)$', '-\1\2'), '^([^+-].*)-((?:\s*%)?)$', '-\1\2'), '\s*%$', ''), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)') then replace(replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:customer_rate", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)((?:\s*%)?)$', '-\1\2'), '^([^+-].*)-((?:\s*%)?)$', '-\1\2'), '\s*%$', ''), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), ',', ''), '.', '.') end end as "num:customer_rate",
    case when regexp_full_match("in:credit_limit", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:credit_limit" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:credit_limit", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)') then replace(replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:credit_limit", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), ',', ''), '.', '.') end end as "num:credit_limit",
    case when regexp_full_match("in:pd", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:pd" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:pd", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)') then replace(replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:pd", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), ',', ''), '.', '.') end end as "num:pd",
    case when regexp_full_match("in:lgd", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:lgd" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:lgd", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)') then replace(replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:lgd", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), ',', ''), '.', '.') end end as "num:lgd",
    case when regexp_full_match("in:risk_weight", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:risk_weight" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:risk_weight", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)') then replace(replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:risk_weight", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), ',', ''), '.', '.') end end as "num:risk_weight"
  from inputs
), readings as (
  select
    "s:账号",
    "s:客户号",
    "s:产品代码",
    "s:币种",
    "s:开户日期",
    "s:销户日期",
    "s:年利率%",
    "s:利率类型",
    "s:起息日",
    "s:到期日",
    "s:授信额度",
    "s:违约概率",
    "s:违约损失率",
    "s:风险权重",
    "s:资产负债",
    "in:account_id",
    "in:customer_id",
    "in:product_code",
    "in:currency",
    "in:open_date",
    "in:close_date",
    "in:customer_rate",
    "in:rate_type",
    "in:origination_date",
    "in:maturity_date",
    "in:credit_limit",
    "in:pd",
    "in:lgd",
    "in:risk_weight",
    "in:side",
    "num:customer_rate",
    "num:credit_limit",
    "num:pd",
    "num:lgd",
    "num:risk_weight",
    case when regexp_full_match("in:open_date", '(\d{4})-(\d{2})-(\d{2})') then try_cast("in:open_date" as date) end as "read:open_date",
    case when regexp_full_match("in:close_date", '(\d{4})-(\d{2})-(\d{2})') then try_cast("in:close_date" as date) end as "read:close_date",
    try_cast(try_cast("num:customer_rate" as decimal(18, 10)) * cast('0.01' as decimal(18, 4)) as decimal(18, 10)) as "read:customer_rate",
    case when regexp_full_match("in:origination_date", '(\d{4})-(\d{2})-(\d{2})') then try_cast("in:origination_date" as date) end as "read:origination_date",
    case when regexp_full_match("in:maturity_date", '(\d{4})-(\d{2})-(\d{2})') then try_cast("in:maturity_date" as date) end as "read:maturity_date",
    case when case when contains("num:credit_limit", '.') then strlen("num:credit_limit") - strpos("num:credit_limit", '.') else 0 end <= 6 then try_cast("num:credit_limit" as decimal(18, 6)) end as "read:credit_limit",
    case when "num:credit_limit" is not null and case when case when contains("num:credit_limit", '.') then strlen("num:credit_limit") - strpos("num:credit_limit", '.') else 0 end <= 6 then try_cast("num:credit_limit" as decimal(18, 6)) end is null then try_cast("num:credit_limit" as decimal(28, 10)) end as "large:credit_limit",
    try_cast("num:pd" as decimal(18, 10)) as "read:pd",
    try_cast("num:lgd" as decimal(18, 10)) as "read:lgd",
    try_cast("num:risk_weight" as decimal(18, 10)) as "read:risk_weight"
  from numbers
)
select
    "in:account_id" as "account_id",
    "in:customer_id" as "customer_id",
    "in:product_code" as "product_code",
    "in:currency" as "currency",
    "read:open_date" as "open_date",
    "read:close_date" as "close_date",
    "read:customer_rate" as "customer_rate",
    "in:rate_type" as "rate_type",
    "read:origination_date" as "origination_date",
    "read:maturity_date" as "maturity_date",
    coalesce(try_cast("read:credit_limit" as decimal(18, 2)), try_cast("large:credit_limit" as decimal(18, 2))) as "credit_limit",
    "read:pd" as "pd",
    "read:lgd" as "lgd",
    "read:risk_weight" as "risk_weight",
    "in:side" as "side",
    "read:credit_limit",
    "large:credit_limit",
    cast(0 as integer) as "__file",
    cast(case
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when "in:account_id" is null then 3
      when contains("in:customer_id", 'E+') and regexp_full_match("in:customer_id", '\d(\.\d+)?E\+\d+') then 4
      when strlen("in:customer_id") > length("in:customer_id") and regexp_matches("in:customer_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 5
      when "in:customer_id" is null then 6
      when "read:open_date" is null and "in:open_date" is not null and "in:open_date" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "read:close_date" is null and "in:close_date" is not null and "in:close_date" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when "read:customer_rate" is null and "in:customer_rate" is not null and "in:customer_rate" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 9
      when "s:利率类型" is not null and "s:利率类型" not in ('固定', '浮动') then 10
      when "read:origination_date" is null and "in:origination_date" is not null and "in:origination_date" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 11
      when "read:maturity_date" is null and "in:maturity_date" is not null and "in:maturity_date" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 12
      when "num:credit_limit" is null and "in:credit_limit" is not null and "in:credit_limit" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 13
      when case when contains("num:credit_limit", '.') then strlen("num:credit_limit") - strpos("num:credit_limit", '.') else 0 end > 2 and regexp_matches("num:credit_limit", '\.\d{2}\d*[1-9]') then 14
      when "num:credit_limit" is not null and coalesce(try_cast("read:credit_limit" as decimal(18, 2)), try_cast("large:credit_limit" as decimal(18, 2))) is null then 15
      when "read:pd" is null and "in:pd" is not null and "in:pd" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 16
      when "read:lgd" is null and "in:lgd" is not null and "in:lgd" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 17
      when "read:risk_weight" is null and "in:risk_weight" is not null and "in:risk_weight" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 18
      when "s:资产负债" is not null and "s:资产负债" not in ('资产', '负债', '中间业务') then 19
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_1";

create or replace table "ingest_stage_3" as
with cells as (
  select
    "账号" as "s:账号",
    "日期" as "s:日期",
    "日均余额" as "s:日均余额",
    "月末余额" as "s:月末余额"
  from read_csv($1, auto_detect = false, header = false, skip = 0, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'账号': 'varchar', '日期': 'varchar', '日均余额': 'varchar', '月末余额': 'varchar'})
), inputs as (
  select
    "s:账号",
    "s:日期",
    "s:日均余额",
    "s:月末余额",
    "s:账号" as "in:account_id",
    "s:日期" as "in:period_end",
    "s:日均余额" as "in:average_balance",
    "s:月末余额" as "in:end_balance"
  from cells
), numbers as (
  select
    "s:账号",
    "s:日期",
    "s:日均余额",
    "s:月末余额",
    "in:account_id",
    "in:period_end",
    "in:average_balance",
    "in:end_balance",
    case when regexp_full_match("in:average_balance", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:average_balance" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:average_balance", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:average_balance", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:average_balance",
    case when regexp_full_match("in:end_balance", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:end_balance" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:end_balance", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:end_balance", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:end_balance"
  from inputs
), readings as (
  select
    "s:账号",
    "s:日期",
    "s:日均余额",
    "s:月末余额",
    "in:account_id",
    "in:period_end",
    "in:average_balance",
    "in:end_balance",
    "num:average_balance",
    "num:end_balance",
    case when regexp_full_match("in:period_end", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:period_end", 1, 4), '-', substr("in:period_end", 5, 2), '-', substr("in:period_end", 7, 2)) as date) end as "read:period_end",
    case when case when contains("num:average_balance", '.') then strlen("num:average_balance") - strpos("num:average_balance", '.') else 0 end <= 6 then try_cast("num:average_balance" as decimal(18, 6)) end as "read:average_balance",
    case when "num:average_balance" is not null and case when case when contains("num:average_balance", '.') then strlen("num:average_balance") - strpos("num:average_balance", '.') else 0 end <= 6 then try_cast("num:average_balance" as decimal(18, 6)) end is null then try_cast("num:average_balance" as decimal(28, 10)) end as "large:average_balance",
    case when case when contains("num:end_balance", '.') then strlen("num:end_balance") - strpos("num:end_balance", '.') else 0 end <= 6 then try_cast("num:end_balance" as decimal(18, 6)) end as "read:end_balance",
    case when "num:end_balance" is not null and case when case when contains("num:end_balance", '.') then strlen("num:end_balance") - strpos("num:end_balance", '.') else 0 end <= 6 then try_cast("num:end_balance" as decimal(18, 6)) end is null then try_cast("num:end_balance" as decimal(28, 10)) end as "large:end_balance"
  from numbers
)
select
    "in:account_id" as "account_id",
    "read:period_end" as "period_end",
    coalesce(try_cast("read:average_balance" as decimal(18, 2)), try_cast("large:average_balance" as decimal(18, 2))) as "average_balance",
    coalesce(try_cast("read:end_balance" as decimal(18, 2)), try_cast("large:end_balance" as decimal(18, 2))) as "end_balance",
    "read:average_balance",
    "large:average_balance",
    "read:end_balance",
    "large:end_balance",
    cast(0 as integer) as "__file",
    cast(case
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when "in:account_id" is null then 3
      when "read:period_end" is null and "in:period_end" is not null and "in:period_end" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 4
      when "read:period_end" is null then 5
      when "num:average_balance" is null and "in:average_balance" is not null and "in:average_balance" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 6
      when case when contains("num:average_balance", '.') then strlen("num:average_balance") - strpos("num:average_balance", '.') else 0 end > 2 and regexp_matches("num:average_balance", '\.\d{2}\d*[1-9]') then 7
      when "num:average_balance" is not null and coalesce(try_cast("read:average_balance" as decimal(18, 2)), try_cast("large:average_balance" as decimal(18, 2))) is null then 8
      when coalesce(try_cast("read:average_balance" as decimal(18, 2)), try_cast("large:average_balance" as decimal(18, 2))) is null then 9
      when "num:end_balance" is null and "in:end_balance" is not null and "in:end_balance" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 10
      when case when contains("num:end_balance", '.') then strlen("num:end_balance") - strpos("num:end_balance", '.') else 0 end > 2 and regexp_matches("num:end_balance", '\.\d{2}\d*[1-9]') then 11
      when "num:end_balance" is not null and coalesce(try_cast("read:end_balance" as decimal(18, 2)), try_cast("large:end_balance" as decimal(18, 2))) is null then 12
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_3";

insert into "ingest_stage_3"
with cells as (
  select
    "账号" as "s:账号",
    "日期" as "s:日期",
    "日均余额" as "s:日均余额",
    "月末余额" as "s:月末余额"
  from read_csv($1, auto_detect = false, header = false, skip = 0, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'账号': 'varchar', '日期': 'varchar', '日均余额': 'varchar', '月末余额': 'varchar'})
), inputs as (
  select
    "s:账号",
    "s:日期",
    "s:日均余额",
    "s:月末余额",
    "s:账号" as "in:account_id",
    "s:日期" as "in:period_end",
    "s:日均余额" as "in:average_balance",
    "s:月末余额" as "in:end_balance"
  from cells
), numbers as (
  select
    "s:账号",
    "s:日期",
    "s:日均余额",
    "s:月末余额",
    "in:account_id",
    "in:period_end",
    "in:average_balance",
    "in:end_balance",
    case when regexp_full_match("in:average_balance", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:average_balance" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:average_balance", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:average_balance", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:average_balance",
    case when regexp_full_match("in:end_balance", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:end_balance" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:end_balance", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:end_balance", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:end_balance"
  from inputs
), readings as (
  select
    "s:账号",
    "s:日期",
    "s:日均余额",
    "s:月末余额",
    "in:account_id",
    "in:period_end",
    "in:average_balance",
    "in:end_balance",
    "num:average_balance",
    "num:end_balance",
    case when regexp_full_match("in:period_end", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:period_end", 1, 4), '-', substr("in:period_end", 5, 2), '-', substr("in:period_end", 7, 2)) as date) end as "read:period_end",
    case when case when contains("num:average_balance", '.') then strlen("num:average_balance") - strpos("num:average_balance", '.') else 0 end <= 6 then try_cast("num:average_balance" as decimal(18, 6)) end as "read:average_balance",
    case when "num:average_balance" is not null and case when case when contains("num:average_balance", '.') then strlen("num:average_balance") - strpos("num:average_balance", '.') else 0 end <= 6 then try_cast("num:average_balance" as decimal(18, 6)) end is null then try_cast("num:average_balance" as decimal(28, 10)) end as "large:average_balance",
    case when case when contains("num:end_balance", '.') then strlen("num:end_balance") - strpos("num:end_balance", '.') else 0 end <= 6 then try_cast("num:end_balance" as decimal(18, 6)) end as "read:end_balance",
    case when "num:end_balance" is not null and case when case when contains("num:end_balance", '.') then strlen("num:end_balance") - strpos("num:end_balance", '.') else 0 end <= 6 then try_cast("num:end_balance" as decimal(18, 6)) end is null then try_cast("num:end_balance" as decimal(28, 10)) end as "large:end_balance"
  from numbers
)
select
    "in:account_id" as "account_id",
    "read:period_end" as "period_end",
    coalesce(try_cast("read:average_balance" as decimal(18, 2)), try_cast("large:average_balance" as decimal(18, 2))) as "average_balance",
    coalesce(try_cast("read:end_balance" as decimal(18, 2)), try_cast("large:end_balance" as decimal(18, 2))) as "end_balance",
    "read:average_balance",
    "large:average_balance",
    "read:end_balance",
    "large:end_balance",
    cast(1 as integer) as "__file",
    cast(case
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when "in:account_id" is null then 3
      when "read:period_end" is null and "in:period_end" is not null and "in:period_end" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 4
      when "read:period_end" is null then 5
      when "num:average_balance" is null and "in:average_balance" is not null and "in:average_balance" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 6
      when case when contains("num:average_balance", '.') then strlen("num:average_balance") - strpos("num:average_balance", '.') else 0 end > 2 and regexp_matches("num:average_balance", '\.\d{2}\d*[1-9]') then 7
      when "num:average_balance" is not null and coalesce(try_cast("read:average_balance" as decimal(18, 2)), try_cast("large:average_balance" as decimal(18, 2))) is null then 8
      when coalesce(try_cast("read:average_balance" as decimal(18, 2)), try_cast("large:average_balance" as decimal(18, 2))) is null then 9
      when "num:end_balance" is null and "in:end_balance" is not null and "in:end_balance" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 10
      when case when contains("num:end_balance", '.') then strlen("num:end_balance") - strpos("num:end_balance", '.') else 0 end > 2 and regexp_matches("num:end_balance", '\.\d{2}\d*[1-9]') then 11
      when "num:end_balance" is not null and coalesce(try_cast("read:end_balance" as decimal(18, 2)), try_cast("large:end_balance" as decimal(18, 2))) is null then 12
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_3";

insert into "ingest_stage_3"
with cells as (
  select
    "账号" as "s:账号",
    "日期" as "s:日期",
    "日均余额" as "s:日均余额",
    "月末余额" as "s:月末余额"
  from read_csv($1, auto_detect = false, header = false, skip = 0, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'账号': 'varchar', '日期': 'varchar', '日均余额': 'varchar', '月末余额': 'varchar'})
), inputs as (
  select
    "s:账号",
    "s:日期",
    "s:日均余额",
    "s:月末余额",
    "s:账号" as "in:account_id",
    "s:日期" as "in:period_end",
    "s:日均余额" as "in:average_balance",
    "s:月末余额" as "in:end_balance"
  from cells
), numbers as (
  select
    "s:账号",
    "s:日期",
    "s:日均余额",
    "s:月末余额",
    "in:account_id",
    "in:period_end",
    "in:average_balance",
    "in:end_balance",
    case when regexp_full_match("in:average_balance", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:average_balance" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:average_balance", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:average_balance", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:average_balance",
    case when regexp_full_match("in:end_balance", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:end_balance" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:end_balance", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:end_balance", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:end_balance"
  from inputs
), readings as (
  select
    "s:账号",
    "s:日期",
    "s:日均余额",
    "s:月末余额",
    "in:account_id",
    "in:period_end",
    "in:average_balance",
    "in:end_balance",
    "num:average_balance",
    "num:end_balance",
    case when regexp_full_match("in:period_end", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:period_end", 1, 4), '-', substr("in:period_end", 5, 2), '-', substr("in:period_end", 7, 2)) as date) end as "read:period_end",
    case when case when contains("num:average_balance", '.') then strlen("num:average_balance") - strpos("num:average_balance", '.') else 0 end <= 6 then try_cast("num:average_balance" as decimal(18, 6)) end as "read:average_balance",
    case when "num:average_balance" is not null and case when case when contains("num:average_balance", '.') then strlen("num:average_balance") - strpos("num:average_balance", '.') else 0 end <= 6 then try_cast("num:average_balance" as decimal(18, 6)) end is null then try_cast("num:average_balance" as decimal(28, 10)) end as "large:average_balance",
    case when case when contains("num:end_balance", '.') then strlen("num:end_balance") - strpos("num:end_balance", '.') else 0 end <= 6 then try_cast("num:end_balance" as decimal(18, 6)) end as "read:end_balance",
    case when "num:end_balance" is not null and case when case when contains("num:end_balance", '.') then strlen("num:end_balance") - strpos("num:end_balance", '.') else 0 end <= 6 then try_cast("num:end_balance" as decimal(18, 6)) end is null then try_cast("num:end_balance" as decimal(28, 10)) end as "large:end_balance"
  from numbers
)
select
    "in:account_id" as "account_id",
    "read:period_end" as "period_end",
    coalesce(try_cast("read:average_balance" as decimal(18, 2)), try_cast("large:average_balance" as decimal(18, 2))) as "average_balance",
    coalesce(try_cast("read:end_balance" as decimal(18, 2)), try_cast("large:end_balance" as decimal(18, 2))) as "end_balance",
    "read:average_balance",
    "large:average_balance",
    "read:end_balance",
    "large:end_balance",
    cast(2 as integer) as "__file",
    cast(case
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when "in:account_id" is null then 3
      when "read:period_end" is null and "in:period_end" is not null and "in:period_end" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 4
      when "read:period_end" is null then 5
      when "num:average_balance" is null and "in:average_balance" is not null and "in:average_balance" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 6
      when case when contains("num:average_balance", '.') then strlen("num:average_balance") - strpos("num:average_balance", '.') else 0 end > 2 and regexp_matches("num:average_balance", '\.\d{2}\d*[1-9]') then 7
      when "num:average_balance" is not null and coalesce(try_cast("read:average_balance" as decimal(18, 2)), try_cast("large:average_balance" as decimal(18, 2))) is null then 8
      when coalesce(try_cast("read:average_balance" as decimal(18, 2)), try_cast("large:average_balance" as decimal(18, 2))) is null then 9
      when "num:end_balance" is null and "in:end_balance" is not null and "in:end_balance" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 10
      when case when contains("num:end_balance", '.') then strlen("num:end_balance") - strpos("num:end_balance", '.') else 0 end > 2 and regexp_matches("num:end_balance", '\.\d{2}\d*[1-9]') then 11
      when "num:end_balance" is not null and coalesce(try_cast("read:end_balance" as decimal(18, 2)), try_cast("large:end_balance" as decimal(18, 2))) is null then 12
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_3";

create or replace table "ingest_stage_4" as
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(0 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(1 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(2 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(3 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(4 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(5 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(6 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 0, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(7 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(8 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(9 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 0, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(10 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(11 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(12 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(13 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(14 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(15 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(16 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(17 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(18 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(19 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(20 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(21 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(22 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(23 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(24 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(25 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(26 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(27 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(28 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(29 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(30 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(31 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(32 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(33 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(34 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

insert into "ingest_stage_4"
with cells as (
  select
    "流水号" as "s:流水号",
    "账号" as "s:账号",
    "交易日期" as "s:交易日期",
    "交易金额" as "s:交易金额",
    "借贷标志" as "s:借贷标志",
    "交易类型" as "s:交易类型",
    "渠道" as "s:渠道",
    "手续费" as "s:手续费"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'流水号': 'varchar', '账号': 'varchar', '交易日期': 'varchar', '交易金额': 'varchar', '借贷标志': 'varchar', '交易类型': 'varchar', '渠道': 'varchar', '手续费': 'varchar'})
), inputs as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "s:流水号" as "in:transaction_id",
    "s:账号" as "in:account_id",
    "s:交易日期" as "in:booked_on",
    "s:交易金额" as "in:amount",
    case "s:交易类型" when '01' then 'salary' when '02' then 'purchase' when '03' then 'transfer' when '04' then 'withdrawal' when '05' then 'deposit' when '06' then 'interest' when '07' then 'fee' end as "in:type",
    case "s:渠道" when '1' then 'branch' when '2' then 'atm' when '3' then 'online' when '4' then 'mobile' when '5' then 'pos' when '9' then 'system' end as "in:channel",
    "s:手续费" as "in:fee",
    'CNY' as "in:currency"
  from cells
), numbers as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    case when regexp_full_match("in:amount", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:amount" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:amount", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:amount",
    case when regexp_full_match("in:fee", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:fee" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:fee", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:fee"
  from inputs
), readings as (
  select
    "s:流水号",
    "s:账号",
    "s:交易日期",
    "s:交易金额",
    "s:借贷标志",
    "s:交易类型",
    "s:渠道",
    "s:手续费",
    "in:transaction_id",
    "in:account_id",
    "in:booked_on",
    "in:amount",
    "in:type",
    "in:channel",
    "in:fee",
    "in:currency",
    "num:amount",
    "num:fee",
    case when regexp_full_match("in:booked_on", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:booked_on", 1, 4), '-', substr("in:booked_on", 5, 2), '-', substr("in:booked_on", 7, 2)) as date) end as "read:booked_on",
    case when "s:借贷标志" in ('贷') then case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end when "s:借贷标志" in ('借') then -(case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end) end as "read:amount",
    case when "s:借贷标志" in ('贷') then case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end when "s:借贷标志" in ('借') then -(case when "num:amount" is not null and case when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end <= 6 then try_cast("num:amount" as decimal(18, 6)) end is null then try_cast("num:amount" as decimal(28, 10)) end) end as "large:amount",
    case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end as "read:fee",
    case when "num:fee" is not null and case when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end <= 6 then try_cast("num:fee" as decimal(18, 6)) end is null then try_cast("num:fee" as decimal(28, 10)) end as "large:fee"
  from numbers
)
select
    "in:transaction_id" as "transaction_id",
    "in:account_id" as "account_id",
    "read:booked_on" as "booked_on",
    coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) as "amount",
    "in:type" as "type",
    "in:channel" as "channel",
    coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) as "fee",
    "in:currency" as "currency",
    "read:amount",
    "large:amount",
    "read:fee",
    "large:fee",
    cast(35 as integer) as "__file",
    cast(case
      when contains("in:transaction_id", 'E+') and regexp_full_match("in:transaction_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:transaction_id") > length("in:transaction_id") and regexp_matches("in:transaction_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when contains("in:account_id", 'E+') and regexp_full_match("in:account_id", '\d(\.\d+)?E\+\d+') then 3
      when strlen("in:account_id") > length("in:account_id") and regexp_matches("in:account_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 4
      when "read:booked_on" is null and "in:booked_on" is not null and "in:booked_on" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:booked_on" is null then 6
      when not coalesce("s:借贷标志" in ('贷', '借'), false) and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "num:amount" is null and "in:amount" is not null and "in:amount" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 8
      when case when contains("num:amount", '.') then strlen("num:amount") - strpos("num:amount", '.') else 0 end > 2 and regexp_matches("num:amount", '\.\d{2}\d*[1-9]') then 9
      when "num:amount" is not null and coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 10
      when coalesce(try_cast("read:amount" as decimal(18, 2)), try_cast("large:amount" as decimal(18, 2))) is null then 11
      when "s:交易类型" is not null and "s:交易类型" not in ('01', '02', '03', '04', '05', '06', '07') then 12
      when "s:渠道" is not null and "s:渠道" not in ('1', '2', '3', '4', '5', '9') then 13
      when "num:fee" is null and "in:fee" is not null and "in:fee" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 14
      when case when contains("num:fee", '.') then strlen("num:fee") - strpos("num:fee", '.') else 0 end > 2 and regexp_matches("num:fee", '\.\d{2}\d*[1-9]') then 15
      when "num:fee" is not null and coalesce(try_cast("read:fee" as decimal(18, 2)), try_cast("large:fee" as decimal(18, 2))) is null then 16
      when "in:account_id" is null then 17
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_4";

create or replace table "ingest_stage_5" as
with cells as (
  select
    "客户号" as "s:客户号",
    "日期" as "s:日期",
    "作业代码" as "s:作业代码",
    "次数" as "s:次数"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'客户号': 'varchar', '日期': 'varchar', '作业代码': 'varchar', '次数': 'varchar'})
), inputs as (
  select
    "s:客户号",
    "s:日期",
    "s:作业代码",
    "s:次数",
    "s:客户号" as "in:customer_id",
    "s:日期" as "in:date",
    "s:作业代码" as "in:activity_code",
    "s:次数" as "in:count"
  from cells
), numbers as (
  select
    "s:客户号",
    "s:日期",
    "s:作业代码",
    "s:次数",
    "in:customer_id",
    "in:date",
    "in:activity_code",
    "in:count",
    case when regexp_full_match("in:count", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:count" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:count", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:count", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:count"
  from inputs
), readings as (
  select
    "s:客户号",
    "s:日期",
    "s:作业代码",
    "s:次数",
    "in:customer_id",
    "in:date",
    "in:activity_code",
    "in:count",
    "num:count",
    case when regexp_full_match("in:date", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:date", 1, 4), '-', substr("in:date", 5, 2), '-', substr("in:date", 7, 2)) as date) end as "read:date",
    case when regexp_full_match("num:count", '[+-]?\d{1,10}(?:\.0*)?') then try_cast("num:count" as integer) end as "read:count"
  from numbers
)
select
    "in:customer_id" as "customer_id",
    "read:date" as "date",
    "in:activity_code" as "activity_code",
    "read:count" as "count",
    cast(0 as integer) as "__file",
    cast(case
      when contains("in:customer_id", 'E+') and regexp_full_match("in:customer_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:customer_id") > length("in:customer_id") and regexp_matches("in:customer_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when "in:customer_id" is null then 3
      when "read:date" is null and "in:date" is not null and "in:date" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 4
      when "read:date" is null then 5
      when "in:activity_code" is null then 6
      when "read:count" is null and "in:count" is not null and "in:count" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_5";

insert into "ingest_stage_5"
with cells as (
  select
    "客户号" as "s:客户号",
    "日期" as "s:日期",
    "作业代码" as "s:作业代码",
    "次数" as "s:次数"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'客户号': 'varchar', '日期': 'varchar', '作业代码': 'varchar', '次数': 'varchar'})
), inputs as (
  select
    "s:客户号",
    "s:日期",
    "s:作业代码",
    "s:次数",
    "s:客户号" as "in:customer_id",
    "s:日期" as "in:date",
    "s:作业代码" as "in:activity_code",
    "s:次数" as "in:count"
  from cells
), numbers as (
  select
    "s:客户号",
    "s:日期",
    "s:作业代码",
    "s:次数",
    "in:customer_id",
    "in:date",
    "in:activity_code",
    "in:count",
    case when regexp_full_match("in:count", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:count" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:count", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:count", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:count"
  from inputs
), readings as (
  select
    "s:客户号",
    "s:日期",
    "s:作业代码",
    "s:次数",
    "in:customer_id",
    "in:date",
    "in:activity_code",
    "in:count",
    "num:count",
    case when regexp_full_match("in:date", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:date", 1, 4), '-', substr("in:date", 5, 2), '-', substr("in:date", 7, 2)) as date) end as "read:date",
    case when regexp_full_match("num:count", '[+-]?\d{1,10}(?:\.0*)?') then try_cast("num:count" as integer) end as "read:count"
  from numbers
)
select
    "in:customer_id" as "customer_id",
    "read:date" as "date",
    "in:activity_code" as "activity_code",
    "read:count" as "count",
    cast(1 as integer) as "__file",
    cast(case
      when contains("in:customer_id", 'E+') and regexp_full_match("in:customer_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:customer_id") > length("in:customer_id") and regexp_matches("in:customer_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when "in:customer_id" is null then 3
      when "read:date" is null and "in:date" is not null and "in:date" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 4
      when "read:date" is null then 5
      when "in:activity_code" is null then 6
      when "read:count" is null and "in:count" is not null and "in:count" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_5";

insert into "ingest_stage_5"
with cells as (
  select
    "客户号" as "s:客户号",
    "日期" as "s:日期",
    "作业代码" as "s:作业代码",
    "次数" as "s:次数"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'客户号': 'varchar', '日期': 'varchar', '作业代码': 'varchar', '次数': 'varchar'})
), inputs as (
  select
    "s:客户号",
    "s:日期",
    "s:作业代码",
    "s:次数",
    "s:客户号" as "in:customer_id",
    "s:日期" as "in:date",
    "s:作业代码" as "in:activity_code",
    "s:次数" as "in:count"
  from cells
), numbers as (
  select
    "s:客户号",
    "s:日期",
    "s:作业代码",
    "s:次数",
    "in:customer_id",
    "in:date",
    "in:activity_code",
    "in:count",
    case when regexp_full_match("in:count", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:count" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:count", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:count", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:count"
  from inputs
), readings as (
  select
    "s:客户号",
    "s:日期",
    "s:作业代码",
    "s:次数",
    "in:customer_id",
    "in:date",
    "in:activity_code",
    "in:count",
    "num:count",
    case when regexp_full_match("in:date", '(\d{4})(\d{2})(\d{2})') then try_cast(concat(substr("in:date", 1, 4), '-', substr("in:date", 5, 2), '-', substr("in:date", 7, 2)) as date) end as "read:date",
    case when regexp_full_match("num:count", '[+-]?\d{1,10}(?:\.0*)?') then try_cast("num:count" as integer) end as "read:count"
  from numbers
)
select
    "in:customer_id" as "customer_id",
    "read:date" as "date",
    "in:activity_code" as "activity_code",
    "read:count" as "count",
    cast(2 as integer) as "__file",
    cast(case
      when contains("in:customer_id", 'E+') and regexp_full_match("in:customer_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:customer_id") > length("in:customer_id") and regexp_matches("in:customer_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when "in:customer_id" is null then 3
      when "read:date" is null and "in:date" is not null and "in:date" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 4
      when "read:date" is null then 5
      when "in:activity_code" is null then 6
      when "read:count" is null and "in:count" is not null and "in:count" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_5";

create or replace table "ingest_stage_7" as
with cells as (
  select
    "产品代码" as "s:产品代码",
    "产品大类" as "s:产品大类",
    "资产负债" as "s:资产负债",
    "产品名称" as "s:产品名称"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'产品代码': 'varchar', '产品名称': 'varchar', '产品大类': 'varchar', '资产负债': 'varchar'})
), inputs as (
  select
    "s:产品代码",
    "s:产品大类",
    "s:资产负债",
    "s:产品名称",
    "s:产品代码" as "in:product_code",
    "s:产品大类" as "in:family",
    case "s:资产负债" when '资产' then 'asset' when '负债' then 'liability' when '中间业务' then 'fee' end as "in:side",
    "s:产品名称" as "in:product_name"
  from cells
), numbers as (
  select
    "s:产品代码",
    "s:产品大类",
    "s:资产负债",
    "s:产品名称",
    "in:product_code",
    "in:family",
    "in:side",
    "in:product_name"
  from inputs
), readings as (
  select
    "s:产品代码",
    "s:产品大类",
    "s:资产负债",
    "s:产品名称",
    "in:product_code",
    "in:family",
    "in:side",
    "in:product_name"
  from numbers
)
select
    "in:product_code" as "product_code",
    "in:family" as "family",
    "in:side" as "side",
    "in:product_name" as "product_name",
    cast(0 as integer) as "__file",
    cast(case
      when "in:product_code" is null then 1
      when "s:资产负债" is not null and "s:资产负债" not in ('资产', '负债', '中间业务') then 2
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_7";

create or replace table "ingest_stage_8" as
with cells as (
  select
    "曲线代码" as "s:曲线代码",
    "币种" as "s:币种",
    "日期" as "s:日期",
    "期限月" as "s:期限月",
    "利率%" as "s:利率%"
  from read_csv($1, auto_detect = false, header = false, skip = 1, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'曲线代码': 'varchar', '币种': 'varchar', '日期': 'varchar', '期限月': 'varchar', '利率%': 'varchar'})
), inputs as (
  select
    "s:曲线代码",
    "s:币种",
    "s:日期",
    "s:期限月",
    "s:利率%",
    "s:曲线代码" as "in:curve_id",
    "s:币种" as "in:currency",
    "s:日期" as "in:date",
    "s:期限月" as "in:term_months",
    "s:利率%" as "in:rate"
  from cells
), numbers as (
  select
    "s:曲线代码",
    "s:币种",
    "s:日期",
    "s:期限月",
    "s:利率%",
    "in:curve_id",
    "in:currency",
    "in:date",
    "in:term_months",
    "in:rate",
    case when regexp_full_match("in:term_months", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:term_months" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:term_months", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:term_months", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:term_months",
    case when regexp_full_match("in:rate", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "in:rate" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:rate", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)((?:\s*%)?)$', '-\1\2'), '^([^+-].*)-((?:\s*%)?)$', '-\1\2'), '\s*%$', ''), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("in:rate", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)((?:\s*%)?)$', '-\1\2'), '^([^+-].*)-((?:\s*%)?)$', '-\1\2'), '\s*%$', ''), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as "num:rate"
  from inputs
), readings as (
  select
    "s:曲线代码",
    "s:币种",
    "s:日期",
    "s:期限月",
    "s:利率%",
    "in:curve_id",
    "in:currency",
    "in:date",
    "in:term_months",
    "in:rate",
    "num:term_months",
    "num:rate",
    case when regexp_full_match("in:date", '(\d{4})-(\d{2})-(\d{2})') then try_cast("in:date" as date) end as "read:date",
    case when regexp_full_match("num:term_months", '[+-]?\d{1,10}(?:\.0*)?') then try_cast("num:term_months" as integer) end as "read:term_months",
    try_cast(try_cast("num:rate" as decimal(18, 10)) * cast('0.01' as decimal(18, 4)) as decimal(18, 10)) as "read:rate"
  from numbers
)
select
    "in:curve_id" as "curve_id",
    "in:currency" as "currency",
    "read:date" as "date",
    "read:term_months" as "term_months",
    "read:rate" as "rate",
    cast(0 as integer) as "__file",
    cast(case
      when contains("in:curve_id", 'E+') and regexp_full_match("in:curve_id", '\d(\.\d+)?E\+\d+') then 1
      when strlen("in:curve_id") > length("in:curve_id") and regexp_matches("in:curve_id", '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]') then 2
      when "in:curve_id" is null then 3
      when "in:currency" is null then 4
      when "read:date" is null and "in:date" is not null and "in:date" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 5
      when "read:date" is null then 6
      when "read:term_months" is null and "in:term_months" is not null and "in:term_months" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 7
      when "read:term_months" is null then 8
      when "read:rate" is null and "in:rate" is not null and "in:rate" not in ('NA', 'N/A', 'NULL', 'null', 'nan', 'NaN', '?', '-', '\N') then 9
      when "read:rate" is null then 10
    end as smallint) as "__fault"
from readings
-- parameters: 1;

select count(*) as n, coalesce(max(rowid) + 1, 0) as next from "ingest_stage_8";

select count(*) as n from (select 0 as stage, rowid as stage_row, "customer_id" from "ingest_stage_0" where "__fault" is null and "customer_id" is not null);

select count(*) as n from (select 1 from (select 0 as stage, rowid as stage_row, "customer_id" from "ingest_stage_0" where "__fault" is null and "customer_id" is not null) group by "customer_id" having count(*) > 1);

create or replace table "ingest_duplicates" as
select stage, stage_row, first_stage, first_row from (
    select stage, stage_row, row_number() over same as place, first_value(stage) over same as first_stage, first_value(stage_row) over same as first_row
    from (select 0 as stage, rowid as stage_row, "customer_id" from "ingest_stage_0" where "__fault" is null and "customer_id" is not null) window same as (partition by "customer_id" order by stage, stage_row)) where place > 1;

update "ingest_stage_0" set "__fault" = 30000 where rowid in (select stage_row from "ingest_duplicates" where stage = 0);

select count(*) as n from "ingest_duplicates";

drop table "ingest_duplicates";

select count(*) as n from (select 1 as stage, rowid as stage_row, "account_id" from "ingest_stage_1" where "__fault" is null and "account_id" is not null);

select count(*) as n from (select 1 from (select 1 as stage, rowid as stage_row, "account_id" from "ingest_stage_1" where "__fault" is null and "account_id" is not null) group by "account_id" having count(*) > 1);

select count(*) as n from (select 2 as stage, rowid as stage_row, "account_id", "customer_id" from "ingest_stage_2" where "account_id" is not null and "customer_id" is not null);

select count(*) as n from (select 1 from (select 2 as stage, rowid as stage_row, "account_id", "customer_id" from "ingest_stage_2" where "account_id" is not null and "customer_id" is not null) group by "account_id", "customer_id" having count(*) > 1);

select count(*) as n from (select 3 as stage, rowid as stage_row, "account_id", "period_end" from "ingest_stage_3" where "__fault" is null and "account_id" is not null and "period_end" is not null);

select count(*) as n from (select 1 from (select 3 as stage, rowid as stage_row, "account_id", "period_end" from "ingest_stage_3" where "__fault" is null and "account_id" is not null and "period_end" is not null) group by "account_id", "period_end" having count(*) > 1);

select count(*) as n from (select 4 as stage, rowid as stage_row, "transaction_id" from "ingest_stage_4" where "__fault" is null and "transaction_id" is not null);

select count(*) as n from (select 1 from (select 4 as stage, rowid as stage_row, "transaction_id" from "ingest_stage_4" where "__fault" is null and "transaction_id" is not null) group by "transaction_id" having count(*) > 1);

create or replace table "ingest_duplicates" as
select stage, stage_row, first_stage, first_row from (
    select stage, stage_row, row_number() over same as place, first_value(stage) over same as first_stage, first_value(stage_row) over same as first_row
    from (select 4 as stage, rowid as stage_row, "transaction_id" from "ingest_stage_4" where "__fault" is null and "transaction_id" is not null) window same as (partition by "transaction_id" order by stage, stage_row)) where place > 1;

update "ingest_stage_4" set "__fault" = 30000 where rowid in (select stage_row from "ingest_duplicates" where stage = 4);

update "ingest_stage_4" set "__fault" = -2 where rowid in (
    select found.stage_row from "ingest_duplicates" as found
    join "ingest_stage_4" as later on later.rowid = found.stage_row
    join "ingest_stage_4" as earlier on earlier.rowid = found.first_row
    where found.stage = 4 and found.first_stage = 4
      and later."__file" <> earlier."__file" and "later"."transaction_id" is not distinct from "earlier"."transaction_id" and "later"."account_id" is not distinct from "earlier"."account_id" and "later"."booked_on" is not distinct from "earlier"."booked_on" and "later"."amount" is not distinct from "earlier"."amount" and "later"."type" is not distinct from "earlier"."type" and "later"."channel" is not distinct from "earlier"."channel" and "later"."fee" is not distinct from "earlier"."fee" and "later"."currency" is not distinct from "earlier"."currency");

select count(*) as n from "ingest_stage_4" where "__fault" = -2;

select count(*) as n from "ingest_duplicates";

drop table "ingest_duplicates";

select count(*) as n from (select 6 as stage, rowid as stage_row, "activity_code" from "ingest_stage_6" where "activity_code" is not null);

select count(*) as n from (select 1 from (select 6 as stage, rowid as stage_row, "activity_code" from "ingest_stage_6" where "activity_code" is not null) group by "activity_code" having count(*) > 1);

select count(*) as n from (select 7 as stage, rowid as stage_row, "product_code" from "ingest_stage_7" where "__fault" is null and "product_code" is not null);

select count(*) as n from (select 1 from (select 7 as stage, rowid as stage_row, "product_code" from "ingest_stage_7" where "__fault" is null and "product_code" is not null) group by "product_code" having count(*) > 1);

select count(*) as n from (select 8 as stage, rowid as stage_row, "curve_id", "currency", "date", "term_months" from "ingest_stage_8" where "__fault" is null and "curve_id" is not null and "currency" is not null and "date" is not null and "term_months" is not null);

select count(*) as n from (select 1 from (select 8 as stage, rowid as stage_row, "curve_id", "currency", "date", "term_months" from "ingest_stage_8" where "__fault" is null and "curve_id" is not null and "currency" is not null and "date" is not null and "term_months" is not null) group by "curve_id", "currency", "date", "term_months" having count(*) > 1);

select rowid - 0 as row, "__fault" as fault from "ingest_stage_0" where "__file" = 0 and "__fault" > 0 order by row;

select rowid - 0 as row, "__fault" as fault from "ingest_stage_1" where "__file" = 0 and "__fault" > 0 order by row;

select rowid - 0 as row, "__fault" as fault from "ingest_stage_3" where "__file" = 0 and "__fault" > 0 order by row;

select rowid - 58886 as row, "__fault" as fault from "ingest_stage_3" where "__file" = 1 and "__fault" > 0 order by row;

select rowid - 117246 as row, "__fault" as fault from "ingest_stage_3" where "__file" = 2 and "__fault" > 0 order by row;

select rowid - 0 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 0 and "__fault" > 0 order by row;

select rowid - 3665 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 1 and "__fault" > 0 order by row;

select rowid - 7170 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 2 and "__fault" > 0 order by row;

select rowid - 10415 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 3 and "__fault" > 0 order by row;

select rowid - 13622 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 4 and "__fault" > 0 order by row;

select rowid - 16793 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 5 and "__fault" > 0 order by row;

select rowid - 20009 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 6 and "__fault" > 0 order by row;

select rowid - 23188 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 7 and "__fault" > 0 order by row;

select rowid - 26338 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 8 and "__fault" > 0 order by row;

select rowid - 29462 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 9 and "__fault" > 0 order by row;

select rowid - 32718 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 10 and "__fault" > 0 order by row;

select rowid - 35838 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 11 and "__fault" > 0 order by row;

select rowid - 41892 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 12 and "__fault" > 0 order by row;

select rowid - 46063 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 13 and "__fault" > 0 order by row;

select rowid - 48780 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 14 and "__fault" > 0 order by row;

select rowid - 51864 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 15 and "__fault" > 0 order by row;

select rowid - 54898 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 16 and "__fault" > 0 order by row;

select rowid - 58083 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 17 and "__fault" > 0 order by row;

select rowid - 61092 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 18 and "__fault" > 0 order by row;

select rowid - 64171 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 19 and "__fault" > 0 order by row;

select rowid - 67214 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 20 and "__fault" > 0 order by row;

select rowid - 70247 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 21 and "__fault" > 0 order by row;

select rowid - 73384 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 22 and "__fault" > 0 order by row;

select rowid - 76407 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 23 and "__fault" > 0 order by row;

select rowid - 82371 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 24 and "__fault" > 0 order by row;

select rowid - 86269 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 25 and "__fault" > 0 order by row;

select rowid - 89088 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 26 and "__fault" > 0 order by row;

select rowid - 92123 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 27 and "__fault" > 0 order by row;

select rowid - 94980 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 28 and "__fault" > 0 order by row;

select rowid - 98028 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 29 and "__fault" > 0 order by row;

select rowid - 101028 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 30 and "__fault" > 0 order by row;

select rowid - 104024 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 31 and "__fault" > 0 order by row;

select rowid - 107076 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 32 and "__fault" > 0 order by row;

select rowid - 109921 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 33 and "__fault" > 0 order by row;

select rowid - 112888 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 34 and "__fault" > 0 order by row;

select rowid - 115886 as row, "__fault" as fault from "ingest_stage_4" where "__file" = 35 and "__fault" > 0 order by row;

select rowid - 0 as row, "__fault" as fault from "ingest_stage_5" where "__file" = 0 and "__fault" > 0 order by row;

select rowid - 10806 as row, "__fault" as fault from "ingest_stage_5" where "__file" = 1 and "__fault" > 0 order by row;

select rowid - 21276 as row, "__fault" as fault from "ingest_stage_5" where "__file" = 2 and "__fault" > 0 order by row;

select rowid - 0 as row, "__fault" as fault from "ingest_stage_7" where "__file" = 0 and "__fault" > 0 order by row;

select rowid - 0 as row, "__fault" as fault from "ingest_stage_8" where "__file" = 0 and "__fault" > 0 order by row;

select sum(try_cast(case when regexp_full_match("cell", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "cell" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("cell", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("cell", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as decimal(18, 6))) as total from (select "日均余额" as cell from read_csv($1, auto_detect = false, header = false, skip = 0, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'账号': 'varchar', '日期': 'varchar', '日均余额': 'varchar', '月末余额': 'varchar'}))
-- parameters: 1;

select sum(try_cast(case when regexp_full_match("cell", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "cell" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("cell", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("cell", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as decimal(18, 6))) as total from (select "月末余额" as cell from read_csv($1, auto_detect = false, header = false, skip = 0, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'账号': 'varchar', '日期': 'varchar', '日均余额': 'varchar', '月末余额': 'varchar'}))
-- parameters: 1;

select sum(try_cast(case when regexp_full_match("cell", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "cell" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("cell", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("cell", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as decimal(18, 6))) as total from (select "日均余额" as cell from read_csv($1, auto_detect = false, header = false, skip = 0, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'账号': 'varchar', '日期': 'varchar', '日均余额': 'varchar', '月末余额': 'varchar'}))
-- parameters: 1;

select sum(try_cast(case when regexp_full_match("cell", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "cell" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("cell", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("cell", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as decimal(18, 6))) as total from (select "月末余额" as cell from read_csv($1, auto_detect = false, header = false, skip = 0, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'账号': 'varchar', '日期': 'varchar', '日均余额': 'varchar', '月末余额': 'varchar'}))
-- parameters: 1;

select sum(try_cast(case when regexp_full_match("cell", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "cell" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("cell", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("cell", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as decimal(18, 6))) as total from (select "日均余额" as cell from read_csv($1, auto_detect = false, header = false, skip = 0, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'账号': 'varchar', '日期': 'varchar', '日均余额': 'varchar', '月末余额': 'varchar'}))
-- parameters: 1;

select sum(try_cast(case when regexp_full_match("cell", '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then "cell" else case when regexp_full_match(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("cell", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '[+-]?(?:\d+(?:\.\d*)?|\.\d+)') then replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate("cell", '０１２３４５６７８９．，－−＋（）％￥　  ', '0123456789.,--+()%¥   ')), '^\((.*)\)()$', '-\1\2'), '^([^+-].*)-()$', '-\1\2'), '^([+-]?)\s*(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])\s*', '\1'), '\s*(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)$', ''), '.', '.') end end as decimal(18, 6))) as total from (select "月末余额" as cell from read_csv($1, auto_detect = false, header = false, skip = 0, delim = ',', quote = '', escape = '', parallel = true, max_line_size = 2200000, columns = {'账号': 'varchar', '日期': 'varchar', '日均余额': 'varchar', '月末余额': 'varchar'}))
-- parameters: 1;

select "__file" as file, count(*) filter (where "__fault" > 0) as rejected, count(*) filter (where "__fault" < 0) as skipped
    from "ingest_stage_0" group by "__file";

select "__file" as file, count(*) filter (where "__fault" > 0) as rejected, count(*) filter (where "__fault" < 0) as skipped
    from "ingest_stage_1" group by "__file";

select "__file" as file, count(*) filter (where "__fault" > 0) as rejected, count(*) filter (where "__fault" < 0) as skipped
    from "ingest_stage_3" group by "__file";

select "__file" as file, count(*) filter (where "__fault" > 0) as rejected, count(*) filter (where "__fault" < 0) as skipped
    from "ingest_stage_4" group by "__file";

select "__file" as file, count(*) filter (where "__fault" > 0) as rejected, count(*) filter (where "__fault" < 0) as skipped
    from "ingest_stage_5" group by "__file";

select "__file" as file, count(*) filter (where "__fault" > 0) as rejected, count(*) filter (where "__fault" < 0) as skipped
    from "ingest_stage_7" group by "__file";

select "__file" as file, count(*) filter (where "__fault" > 0) as rejected, count(*) filter (where "__fault" < 0) as skipped
    from "ingest_stage_8" group by "__file";

drop table if exists "customers";

select count("__fault") as n from "ingest_stage_0";

create or replace table "customers" as
select "customer_id", "branch_id", "open_date", "close_date", "birth_date", "gender", "region", "tier", "latent_segment" from "ingest_stage_0" where "__fault" is null;

drop table "ingest_stage_0";

select count(*) as n from "customers";

select "__file" as file, "currency" as currency, 
        coalesce(sum("read:credit_limit"), 0) + coalesce(sum("large:credit_limit"), 0) as sum_read, sum("credit_limit") as sum_kept
      from "ingest_stage_1"
      where "__fault" is null
      group by "__file", currency
      order by "__file", currency;

drop table if exists "accounts";

select count("__fault") as n from "ingest_stage_1";

create or replace table "accounts" as
select "account_id", "customer_id", "product_code", "currency", "open_date", "close_date", "customer_rate", "rate_type", "origination_date", "maturity_date", "credit_limit", "pd", "lgd", "risk_weight", "side" from "ingest_stage_1" where "__fault" is null;

drop table "ingest_stage_1";

select count(*) as n from "accounts";

select sum("credit_limit") as total from "accounts";

drop table if exists "holders";

alter table "ingest_stage_2" rename to "holders";

select count(*) as n from "holders";

select "__file" as file, null as currency, 
        coalesce(sum("read:average_balance"), 0) + coalesce(sum("large:average_balance"), 0) as sum_read, sum("average_balance") as sum_kept
      from "ingest_stage_3"
      where "__fault" is null
      group by "__file", currency
      order by "__file", currency;

select "__file" as file, null as currency, 
        coalesce(sum("read:end_balance"), 0) + coalesce(sum("large:end_balance"), 0) as sum_read, sum("end_balance") as sum_kept
      from "ingest_stage_3"
      where "__fault" is null
      group by "__file", currency
      order by "__file", currency;

drop table if exists "balances";

select count("__fault") as n from "ingest_stage_3";

alter table "ingest_stage_3" drop column "__file";

alter table "ingest_stage_3" drop column "__fault";

alter table "ingest_stage_3" drop column "read:average_balance";

alter table "ingest_stage_3" drop column "large:average_balance";

alter table "ingest_stage_3" drop column "read:end_balance";

alter table "ingest_stage_3" drop column "large:end_balance";

alter table "ingest_stage_3" rename to "balances";

select count(*) as n from "balances";

select sum("average_balance") as total from "balances";

select sum("end_balance") as total from "balances";

select "__file" as file, "currency" as currency, 
        coalesce(sum("read:amount"), 0) + coalesce(sum("large:amount"), 0) as sum_read, sum("amount") as sum_kept
      from "ingest_stage_4"
      where "__fault" is null
      group by "__file", currency
      order by "__file", currency;

select "__file" as file, "currency" as currency, 
        coalesce(sum("read:fee"), 0) + coalesce(sum("large:fee"), 0) as sum_read, sum("fee") as sum_kept
      from "ingest_stage_4"
      where "__fault" is null
      group by "__file", currency
      order by "__file", currency;

drop table if exists "transactions";

select count("__fault") as n from "ingest_stage_4";

create or replace table "transactions" as
select "transaction_id", "account_id", "booked_on", "amount", "currency", "type", "channel", "fee" from "ingest_stage_4" where "__fault" is null;

drop table "ingest_stage_4";

select count(*) as n from "transactions";

select sum("amount") as total from "transactions";

select sum("fee") as total from "transactions";

drop table if exists "activities";

select count("__fault") as n from "ingest_stage_5";

create or replace table "activities" as
select "customer_id", "date", "activity_code", "count" from "ingest_stage_5" where "__fault" is null;

drop table "ingest_stage_5";

select count(*) as n from "activities";

select 0 as file, null as currency, count(*) filter (where true) as n,
        sum("unit_cost") filter (where not true) as sum_rejected, sum("unit_cost") filter (where true) as sum_kept
      from "ingest_stage_6" group by file, currency order by file, currency;

drop table if exists "activity_costs";

alter table "ingest_stage_6" rename to "activity_costs";

select count(*) as n from "activity_costs";

select sum("unit_cost") as total from "activity_costs";

drop table if exists "products";

select count("__fault") as n from "ingest_stage_7";

alter table "ingest_stage_7" drop column "__file";

alter table "ingest_stage_7" drop column "__fault";

alter table "ingest_stage_7" rename to "products";

select count(*) as n from "products";

drop table if exists "curves";

select count("__fault") as n from "ingest_stage_8";

alter table "ingest_stage_8" drop column "__file";

alter table "ingest_stage_8" drop column "__fault";

alter table "ingest_stage_8" rename to "curves";

select count(*) as n from "curves";

drop table if exists "programme";

alter table "ingest_stage_9" rename to "programme";

select count(*) as n from "programme";

with covered as (
  select min((year(booking.booked_on) * 12 + month(booking.booked_on) - 1)) as first, max((year(booking.booked_on) * 12 + month(booking.booked_on) - 1)) as last from transactions as booking
),
parts as (
  select account_id, (year(period_end) * 12 + month(period_end) - 1) as month, end_balance as ends, null as starts, null as flow, false as is_foreign
  from balances where end_balance is not null and period_end = last_day(period_end)
  union all
  select account_id, (year(period_end) * 12 + month(period_end) - 1) + 1 as month, null as ends, end_balance as starts, null as flow, false as is_foreign
  from balances where end_balance is not null and period_end = last_day(period_end)
  union all
  select booking.account_id, (year(booking.booked_on) * 12 + month(booking.booked_on) - 1) as month, null as ends, null as starts, booking.amount as flow, coalesce(booking.currency <> account.currency, false) as is_foreign
  from transactions as booking
  left join accounts as account on account.account_id = "booking".account_id
  where booking.account_id is not null
),
account_months as (
  select account_id, month, sum(ends) - sum(starts) as change, coalesce(sum(flow), 0) as flow
  from parts
  group by account_id, month
  having count(ends) = 1 and count(starts) = 1 and not bool_or(is_foreign)
),
judged as (
  select month, abs(change - flow) > cast('0.010000' as decimal(28, 6)) and not (coalesce(account.side = 'asset', false) and abs(change + flow) <= cast('0.010000' as decimal(28, 6))) as is_broken
  from account_months as compared
  left join accounts as account on account.account_id = "compared".account_id
  where month between (select first from covered) and (select last from covered)
)
select month, count(*) as checked, count(*) filter (where is_broken) as broken
from judged
group by month
order by month;

select year("period_end") as y, month("period_end") as m, count(*) as n
    from "balances" where "period_end" is not null group by y, m order by y, m;

select year("booked_on") as y, month("booked_on") as m, count(*) as n
    from "transactions" where "booked_on" is not null group by y, m order by y, m;

select year("date") as y, month("date") as m, count(*) as n
    from "activities" where "date" is not null group by y, m order by y, m;

select count("customer_id") as "present_0",
  count(distinct "customer_id") as "distinct_0",
  count("branch_id") as "present_1",
  count(distinct "branch_id") as "distinct_1",
  count("open_date") as "present_2",
  count(distinct "open_date") as "distinct_2",
  min("open_date") as "low_2",
  max("open_date") as "high_2",
  count("close_date") as "present_3",
  count(distinct "close_date") as "distinct_3",
  min("close_date") as "low_3",
  max("close_date") as "high_3",
  count("birth_date") as "present_4",
  count(distinct "birth_date") as "distinct_4",
  min("birth_date") as "low_4",
  max("birth_date") as "high_4",
  count("gender") as "present_5",
  count(distinct "gender") as "distinct_5",
  count("region") as "present_6",
  count(distinct "region") as "distinct_6",
  count("tier") as "present_7",
  count(distinct "tier") as "distinct_7",
  count("latent_segment") as "present_8",
  count(distinct "latent_segment") as "distinct_8"
from "customers";

select cast(bounds[1] as varchar) as low, cast(bounds[2] as varchar) as high
    from (select quantile_disc("birth_date", [0.01, 0.99]) as bounds from "customers");

select code, rows, sum(rows) over () as present
    from (select "gender" as code, count(*) as rows from "customers" where "gender" is not null group by code)
    order by rows desc, code limit 6;

select code, rows, sum(rows) over () as present
    from (select "region" as code, count(*) as rows from "customers" where "region" is not null group by code)
    order by rows desc, code limit 6;

select code, rows, sum(rows) over () as present
    from (select "tier" as code, count(*) as rows from "customers" where "tier" is not null group by code)
    order by rows desc, code limit 6;

select code, rows, sum(rows) over () as present
    from (select "latent_segment" as code, count(*) as rows from "customers" where "latent_segment" is not null group by code)
    order by rows desc, code limit 6;

select count("account_id") as "present_0",
  count(distinct "account_id") as "distinct_0",
  count("customer_id") as "present_1",
  count(distinct "customer_id") as "distinct_1",
  count("product_code") as "present_2",
  count(distinct "product_code") as "distinct_2",
  count("currency") as "present_3",
  count(distinct "currency") as "distinct_3",
  count("open_date") as "present_4",
  count(distinct "open_date") as "distinct_4",
  min("open_date") as "low_4",
  max("open_date") as "high_4",
  count("close_date") as "present_5",
  count(distinct "close_date") as "distinct_5",
  min("close_date") as "low_5",
  max("close_date") as "high_5",
  count("customer_rate") as "present_6",
  count(distinct "customer_rate") as "distinct_6",
  cast(max(abs("customer_rate")) as double) as "size_6",
  count(*) filter (where "customer_rate" < 0) as "negative_6",
  count("rate_type") as "present_7",
  count(distinct "rate_type") as "distinct_7",
  count("origination_date") as "present_8",
  count(distinct "origination_date") as "distinct_8",
  min("origination_date") as "low_8",
  max("origination_date") as "high_8",
  count("maturity_date") as "present_9",
  count(distinct "maturity_date") as "distinct_9",
  min("maturity_date") as "low_9",
  max("maturity_date") as "high_9",
  count("credit_limit") as "present_10",
  count(distinct "credit_limit") as "distinct_10",
  cast(max(abs("credit_limit")) as double) as "size_10",
  count(*) filter (where "credit_limit" < 0) as "negative_10",
  count("pd") as "present_11",
  count(distinct "pd") as "distinct_11",
  cast(max(abs("pd")) as double) as "size_11",
  count(*) filter (where "pd" < 0) as "negative_11",
  count("lgd") as "present_12",
  count(distinct "lgd") as "distinct_12",
  cast(max(abs("lgd")) as double) as "size_12",
  count(*) filter (where "lgd" < 0) as "negative_12",
  count("risk_weight") as "present_13",
  count(distinct "risk_weight") as "distinct_13",
  cast(max(abs("risk_weight")) as double) as "size_13",
  count(*) filter (where "risk_weight" < 0) as "negative_13",
  count("side") as "present_14",
  count(distinct "side") as "distinct_14"
from "accounts";

select count("customer_rate") as "s0_6",
  cast(sum(cast(round(cast("customer_rate" as double) * cast('1e9' as double)) as hugeint)) as varchar) as "s1_6",
  cast(sum(cast(round(cast("customer_rate" as double) * cast('1e9' as double)) as hugeint) * cast(round(cast("customer_rate" as double) * cast('1e9' as double)) as hugeint)) as varchar) as "s2_6",
  cast(sum(cast(round(cast("customer_rate" as double) * cast('1e9' as double)) as hugeint) * cast(round(cast("customer_rate" as double) * cast('1e9' as double)) as hugeint) * cast(round(cast("customer_rate" as double) * cast('1e9' as double)) as hugeint)) as varchar) as "s3_6",
  count("credit_limit") as "s0_10",
  cast(sum(cast(round(cast("credit_limit" as double) * cast('1e2' as double)) as hugeint)) as varchar) as "s1_10",
  cast(sum(cast(round(cast("credit_limit" as double) * cast('1e2' as double)) as hugeint) * cast(round(cast("credit_limit" as double) * cast('1e2' as double)) as hugeint)) as varchar) as "s2_10",
  cast(sum(cast(round(cast("credit_limit" as double) * cast('1e2' as double)) as hugeint) * cast(round(cast("credit_limit" as double) * cast('1e2' as double)) as hugeint) * cast(round(cast("credit_limit" as double) * cast('1e2' as double)) as hugeint)) as varchar) as "s3_10",
  count("pd") as "s0_11",
  cast(sum(cast(round(cast("pd" as double) * cast('1e9' as double)) as hugeint)) as varchar) as "s1_11",
  cast(sum(cast(round(cast("pd" as double) * cast('1e9' as double)) as hugeint) * cast(round(cast("pd" as double) * cast('1e9' as double)) as hugeint)) as varchar) as "s2_11",
  cast(sum(cast(round(cast("pd" as double) * cast('1e9' as double)) as hugeint) * cast(round(cast("pd" as double) * cast('1e9' as double)) as hugeint) * cast(round(cast("pd" as double) * cast('1e9' as double)) as hugeint)) as varchar) as "s3_11",
  count("lgd") as "s0_12",
  cast(sum(cast(round(cast("lgd" as double) * cast('1e9' as double)) as hugeint)) as varchar) as "s1_12",
  cast(sum(cast(round(cast("lgd" as double) * cast('1e9' as double)) as hugeint) * cast(round(cast("lgd" as double) * cast('1e9' as double)) as hugeint)) as varchar) as "s2_12",
  cast(sum(cast(round(cast("lgd" as double) * cast('1e9' as double)) as hugeint) * cast(round(cast("lgd" as double) * cast('1e9' as double)) as hugeint) * cast(round(cast("lgd" as double) * cast('1e9' as double)) as hugeint)) as varchar) as "s3_12",
  count("risk_weight") as "s0_13",
  cast(sum(cast(round(cast("risk_weight" as double) * cast('1e9' as double)) as hugeint)) as varchar) as "s1_13",
  cast(sum(cast(round(cast("risk_weight" as double) * cast('1e9' as double)) as hugeint) * cast(round(cast("risk_weight" as double) * cast('1e9' as double)) as hugeint)) as varchar) as "s2_13",
  cast(sum(cast(round(cast("risk_weight" as double) * cast('1e9' as double)) as hugeint) * cast(round(cast("risk_weight" as double) * cast('1e9' as double)) as hugeint) * cast(round(cast("risk_weight" as double) * cast('1e9' as double)) as hugeint)) as varchar) as "s3_13"
from "accounts";

select code, rows, sum(rows) over () as present
    from (select "product_code" as code, count(*) as rows from "accounts" where "product_code" is not null group by code)
    order by rows desc, code limit 6;

select code, rows, sum(rows) over () as present
    from (select "currency" as code, count(*) as rows from "accounts" where "currency" is not null group by code)
    order by rows desc, code limit 6;

select cast(bounds[1] as varchar) as low, cast(bounds[2] as varchar) as high
    from (select quantile_disc("customer_rate", [0.01, 0.99]) as bounds from "accounts");

select code, rows, sum(rows) over () as present
    from (select "rate_type" as code, count(*) as rows from "accounts" where "rate_type" is not null group by code)
    order by rows desc, code limit 6;

select cast(bounds[1] as varchar) as low, cast(bounds[2] as varchar) as high
    from (select quantile_disc("credit_limit", [0.01, 0.99]) as bounds from "accounts");

select cast(bounds[1] as varchar) as low, cast(bounds[2] as varchar) as high
    from (select quantile_disc("pd", [0.01, 0.99]) as bounds from "accounts");

select cast(bounds[1] as varchar) as low, cast(bounds[2] as varchar) as high
    from (select quantile_disc("lgd", [0.01, 0.99]) as bounds from "accounts");

select cast(bounds[1] as varchar) as low, cast(bounds[2] as varchar) as high
    from (select quantile_disc("risk_weight", [0.01, 0.99]) as bounds from "accounts");

select code, rows, sum(rows) over () as present
    from (select "side" as code, count(*) as rows from "accounts" where "side" is not null group by code)
    order by rows desc, code limit 6;

select count("account_id") as "present_0",
  count(distinct "account_id") as "distinct_0",
  count("customer_id") as "present_1",
  count(distinct "customer_id") as "distinct_1",
  count("share") as "present_2",
  count(distinct "share") as "distinct_2",
  cast(max(abs("share")) as double) as "size_2",
  count(*) filter (where "share" < 0) as "negative_2"
from "holders";

select count("share") as "s0_2",
  cast(sum(cast(round(cast("share" as double) * cast('1e9' as double)) as hugeint)) as varchar) as "s1_2",
  cast(sum(cast(round(cast("share" as double) * cast('1e9' as double)) as hugeint) * cast(round(cast("share" as double) * cast('1e9' as double)) as hugeint)) as varchar) as "s2_2",
  cast(sum(cast(round(cast("share" as double) * cast('1e9' as double)) as hugeint) * cast(round(cast("share" as double) * cast('1e9' as double)) as hugeint) * cast(round(cast("share" as double) * cast('1e9' as double)) as hugeint)) as varchar) as "s3_2"
from "holders";

select count("account_id") as "present_0",
  count(distinct "account_id") as "distinct_0",
  count("period_end") as "present_1",
  count(distinct "period_end") as "distinct_1",
  min("period_end") as "low_1",
  max("period_end") as "high_1",
  count("average_balance") as "present_2",
  count(distinct "average_balance") as "distinct_2",
  cast(max(abs("average_balance")) as double) as "size_2",
  count(*) filter (where "average_balance" < 0) as "negative_2",
  count("end_balance") as "present_3",
  count(distinct "end_balance") as "distinct_3",
  cast(max(abs("end_balance")) as double) as "size_3",
  count(*) filter (where "end_balance" < 0) as "negative_3"
from "balances";

select count("average_balance") as "s0_2",
  cast(sum(cast(round(cast("average_balance" as double) * cast('1e1' as double)) as hugeint)) as varchar) as "s1_2",
  cast(sum(cast(round(cast("average_balance" as double) * cast('1e1' as double)) as hugeint) * cast(round(cast("average_balance" as double) * cast('1e1' as double)) as hugeint)) as varchar) as "s2_2",
  cast(sum(cast(round(cast("average_balance" as double) * cast('1e1' as double)) as hugeint) * cast(round(cast("average_balance" as double) * cast('1e1' as double)) as hugeint) * cast(round(cast("average_balance" as double) * cast('1e1' as double)) as hugeint)) as varchar) as "s3_2",
  count("end_balance") as "s0_3",
  cast(sum(cast(round(cast("end_balance" as double) * cast('1e1' as double)) as hugeint)) as varchar) as "s1_3",
  cast(sum(cast(round(cast("end_balance" as double) * cast('1e1' as double)) as hugeint) * cast(round(cast("end_balance" as double) * cast('1e1' as double)) as hugeint)) as varchar) as "s2_3",
  cast(sum(cast(round(cast("end_balance" as double) * cast('1e1' as double)) as hugeint) * cast(round(cast("end_balance" as double) * cast('1e1' as double)) as hugeint) * cast(round(cast("end_balance" as double) * cast('1e1' as double)) as hugeint)) as varchar) as "s3_3"
from "balances";

select cast(bounds[1] as varchar) as low, cast(bounds[2] as varchar) as high
    from (select quantile_disc("average_balance", [0.01, 0.99]) as bounds from "balances");

select cast(bounds[1] as varchar) as low, cast(bounds[2] as varchar) as high
    from (select quantile_disc("end_balance", [0.01, 0.99]) as bounds from "balances");

select count("transaction_id") as "present_0",
  count(distinct "transaction_id") as "distinct_0",
  count("account_id") as "present_1",
  count(distinct "account_id") as "distinct_1",
  count("booked_on") as "present_2",
  count(distinct "booked_on") as "distinct_2",
  min("booked_on") as "low_2",
  max("booked_on") as "high_2",
  count("amount") as "present_3",
  count(distinct "amount") as "distinct_3",
  cast(max(abs("amount")) as double) as "size_3",
  count(*) filter (where "amount" < 0) as "negative_3",
  count("currency") as "present_4",
  count(distinct "currency") as "distinct_4",
  count("type") as "present_5",
  count(distinct "type") as "distinct_5",
  count("channel") as "present_6",
  count(distinct "channel") as "distinct_6",
  count("fee") as "present_7",
  count(distinct "fee") as "distinct_7",
  cast(max(abs("fee")) as double) as "size_7",
  count(*) filter (where "fee" < 0) as "negative_7"
from "transactions";

select count("amount") as "s0_3",
  cast(sum(cast(round(cast("amount" as double) * cast('1e3' as double)) as hugeint)) as varchar) as "s1_3",
  cast(sum(cast(round(cast("amount" as double) * cast('1e3' as double)) as hugeint) * cast(round(cast("amount" as double) * cast('1e3' as double)) as hugeint)) as varchar) as "s2_3",
  cast(sum(cast(round(cast("amount" as double) * cast('1e3' as double)) as hugeint) * cast(round(cast("amount" as double) * cast('1e3' as double)) as hugeint) * cast(round(cast("amount" as double) * cast('1e3' as double)) as hugeint)) as varchar) as "s3_3",
  count("fee") as "s0_7",
  cast(sum(cast(round(cast("fee" as double) * cast('1e3' as double)) as hugeint)) as varchar) as "s1_7",
  cast(sum(cast(round(cast("fee" as double) * cast('1e3' as double)) as hugeint) * cast(round(cast("fee" as double) * cast('1e3' as double)) as hugeint)) as varchar) as "s2_7",
  cast(sum(cast(round(cast("fee" as double) * cast('1e3' as double)) as hugeint) * cast(round(cast("fee" as double) * cast('1e3' as double)) as hugeint) * cast(round(cast("fee" as double) * cast('1e3' as double)) as hugeint)) as varchar) as "s3_7"
from "transactions";

select cast(bounds[1] as varchar) as low, cast(bounds[2] as varchar) as high
    from (select quantile_disc("amount", [0.01, 0.99]) as bounds from "transactions");

select code, rows, sum(rows) over () as present
    from (select "currency" as code, count(*) as rows from "transactions" where "currency" is not null group by code)
    order by rows desc, code limit 6;

select code, rows, sum(rows) over () as present
    from (select "type" as code, count(*) as rows from "transactions" where "type" is not null group by code)
    order by rows desc, code limit 6;

select code, rows, sum(rows) over () as present
    from (select "channel" as code, count(*) as rows from "transactions" where "channel" is not null group by code)
    order by rows desc, code limit 6;

select cast(bounds[1] as varchar) as low, cast(bounds[2] as varchar) as high
    from (select quantile_disc("fee", [0.01, 0.99]) as bounds from "transactions");

select count("customer_id") as "present_0",
  count(distinct "customer_id") as "distinct_0",
  count("date") as "present_1",
  count(distinct "date") as "distinct_1",
  min("date") as "low_1",
  max("date") as "high_1",
  count("activity_code") as "present_2",
  count(distinct "activity_code") as "distinct_2",
  count("count") as "present_3",
  count(distinct "count") as "distinct_3",
  cast(max(abs("count")) as double) as "size_3",
  count(*) filter (where "count" < 0) as "negative_3"
from "activities";

select count("count") as "s0_3",
  cast(sum(cast(round(cast("count" as double) * cast('1e7' as double)) as hugeint)) as varchar) as "s1_3",
  cast(sum(cast(round(cast("count" as double) * cast('1e7' as double)) as hugeint) * cast(round(cast("count" as double) * cast('1e7' as double)) as hugeint)) as varchar) as "s2_3",
  cast(sum(cast(round(cast("count" as double) * cast('1e7' as double)) as hugeint) * cast(round(cast("count" as double) * cast('1e7' as double)) as hugeint) * cast(round(cast("count" as double) * cast('1e7' as double)) as hugeint)) as varchar) as "s3_3"
from "activities";

select code, rows, sum(rows) over () as present
    from (select "activity_code" as code, count(*) as rows from "activities" where "activity_code" is not null group by code)
    order by rows desc, code limit 6;

select cast(bounds[1] as varchar) as low, cast(bounds[2] as varchar) as high
    from (select quantile_disc("count", [0.01, 0.99]) as bounds from "activities");

select count("activity_code") as "present_0",
  count(distinct "activity_code") as "distinct_0",
  count("unit_cost") as "present_1",
  count(distinct "unit_cost") as "distinct_1",
  cast(max(abs("unit_cost")) as double) as "size_1",
  count(*) filter (where "unit_cost" < 0) as "negative_1",
  count("activity_name") as "present_2",
  count(distinct "activity_name") as "distinct_2"
from "activity_costs";

select code, rows, sum(rows) over () as present
    from (select "activity_code" as code, count(*) as rows from "activity_costs" where "activity_code" is not null group by code)
    order by rows desc, code limit 6;

select code, rows, sum(rows) over () as present
    from (select "activity_name" as code, count(*) as rows from "activity_costs" where "activity_name" is not null group by code)
    order by rows desc, code limit 6;

select count("product_code") as "present_0",
  count(distinct "product_code") as "distinct_0",
  count("family") as "present_1",
  count(distinct "family") as "distinct_1",
  count("side") as "present_2",
  count(distinct "side") as "distinct_2",
  count("product_name") as "present_3",
  count(distinct "product_name") as "distinct_3"
from "products";

select code, rows, sum(rows) over () as present
    from (select "product_code" as code, count(*) as rows from "products" where "product_code" is not null group by code)
    order by rows desc, code limit 6;

select code, rows, sum(rows) over () as present
    from (select "family" as code, count(*) as rows from "products" where "family" is not null group by code)
    order by rows desc, code limit 6;

select code, rows, sum(rows) over () as present
    from (select "side" as code, count(*) as rows from "products" where "side" is not null group by code)
    order by rows desc, code limit 6;

select code, rows, sum(rows) over () as present
    from (select "product_name" as code, count(*) as rows from "products" where "product_name" is not null group by code)
    order by rows desc, code limit 6;

select count("curve_id") as "present_0",
  count(distinct "curve_id") as "distinct_0",
  count("currency") as "present_1",
  count(distinct "currency") as "distinct_1",
  count("date") as "present_2",
  count(distinct "date") as "distinct_2",
  min("date") as "low_2",
  max("date") as "high_2",
  count("term_months") as "present_3",
  count(distinct "term_months") as "distinct_3",
  cast(max(abs("term_months")) as double) as "size_3",
  count(*) filter (where "term_months" < 0) as "negative_3",
  count("rate") as "present_4",
  count(distinct "rate") as "distinct_4",
  cast(max(abs("rate")) as double) as "size_4",
  count(*) filter (where "rate" < 0) as "negative_4"
from "curves";

select count("term_months") as "s0_3",
  cast(sum(cast(round(cast("term_months" as double) * cast('1e6' as double)) as hugeint)) as varchar) as "s1_3",
  cast(sum(cast(round(cast("term_months" as double) * cast('1e6' as double)) as hugeint) * cast(round(cast("term_months" as double) * cast('1e6' as double)) as hugeint)) as varchar) as "s2_3",
  cast(sum(cast(round(cast("term_months" as double) * cast('1e6' as double)) as hugeint) * cast(round(cast("term_months" as double) * cast('1e6' as double)) as hugeint) * cast(round(cast("term_months" as double) * cast('1e6' as double)) as hugeint)) as varchar) as "s3_3",
  count("rate") as "s0_4",
  cast(sum(cast(round(cast("rate" as double) * cast('1e10' as double)) as hugeint)) as varchar) as "s1_4",
  cast(sum(cast(round(cast("rate" as double) * cast('1e10' as double)) as hugeint) * cast(round(cast("rate" as double) * cast('1e10' as double)) as hugeint)) as varchar) as "s2_4",
  cast(sum(cast(round(cast("rate" as double) * cast('1e10' as double)) as hugeint) * cast(round(cast("rate" as double) * cast('1e10' as double)) as hugeint) * cast(round(cast("rate" as double) * cast('1e10' as double)) as hugeint)) as varchar) as "s3_4"
from "curves";

select code, rows, sum(rows) over () as present
    from (select "currency" as code, count(*) as rows from "curves" where "currency" is not null group by code)
    order by rows desc, code limit 6;

select cast(bounds[1] as varchar) as low, cast(bounds[2] as varchar) as high
    from (select quantile_disc("term_months", [0.01, 0.99]) as bounds from "curves");

select cast(bounds[1] as varchar) as low, cast(bounds[2] as varchar) as high
    from (select quantile_disc("rate", [0.01, 0.99]) as bounds from "curves");

select count("branch_id") as "present_0",
  count(distinct "branch_id") as "distinct_0",
  count("start_date") as "present_1",
  count(distinct "start_date") as "distinct_1",
  min("start_date") as "low_1",
  max("start_date") as "high_1",
  count("branch_name") as "present_2",
  count(distinct "branch_name") as "distinct_2"
from "programme";

select code, rows, sum(rows) over () as present
    from (select "branch_name" as code, count(*) as rows from "programme" where "branch_name" is not null group by code)
    order by rows desc, code limit 6;

select count(*) filter (where "child"."customer_id" is not null and "parent:customers:customer_id"."customer_id" is null) as "broken_0",
  count(*) filter (where "child"."customer_id" is not null) as "checked_0",
  count(*) filter (where "child"."product_code" is not null and "parent:products:product_code"."product_code" is null) as "broken_1",
  count(*) filter (where "child"."product_code" is not null) as "checked_1",
  count(*) filter (where "child"."close_date" < "child"."open_date") as "broken_2",
  count(*) as "checked_2",
  count(*) filter (where "child"."open_date" > cast('2023-12-31' as date)) as "broken_3",
  count(*) as "checked_3",
  count(*) filter (where "child"."credit_limit" < 0) as "broken_4",
  count(*) as "checked_4",
  count(*) filter (where "child"."currency" not in ('AED', 'AFN', 'ALL', 'AMD', 'AOA', 'ARS', 'AUD', 'AWG', 'AZN', 'BAM', 'BBD', 'BDT', 'BGN', 'BHD', 'BIF', 'BMD', 'BND', 'BOB', 'BRL', 'BSD', 'BTN', 'BWP', 'BYN', 'BZD', 'CAD', 'CDF', 'CHF', 'CLP', 'CNH', 'CNY', 'COP', 'CRC', 'CUP', 'CVE', 'CZK', 'DJF', 'DKK', 'DOP', 'DZD', 'EGP', 'ERN', 'ETB', 'EUR', 'FJD', 'FKP', 'GBP', 'GEL', 'GHS', 'GIP', 'GMD', 'GNF', 'GTQ', 'GYD', 'HKD', 'HNL', 'HTG', 'HUF', 'IDR', 'ILS', 'INR', 'IQD', 'IRR', 'ISK', 'JMD', 'JOD', 'JPY', 'KES', 'KGS', 'KHR', 'KMF', 'KPW', 'KRW', 'KWD', 'KYD', 'KZT', 'LAK', 'LBP', 'LKR', 'LRD', 'LSL', 'LYD', 'MAD', 'MDL', 'MGA', 'MKD', 'MMK', 'MNT', 'MOP', 'MRU', 'MUR', 'MVR', 'MWK', 'MXN', 'MYR', 'MZN', 'NAD', 'NGN', 'NIO', 'NOK', 'NPR', 'NZD', 'OMR', 'PAB', 'PEN', 'PGK', 'PHP', 'PKR', 'PLN', 'PYG', 'QAR', 'RON', 'RSD', 'RUB', 'RWF', 'SAR', 'SBD', 'SCR', 'SDG', 'SEK', 'SGD', 'SHP', 'SLE', 'SOS', 'SRD', 'SSP', 'STN', 'SVC', 'SYP', 'SZL', 'THB', 'TJS', 'TMT', 'TND', 'TOP', 'TRY', 'TTD', 'TWD', 'TZS', 'UAH', 'UGX', 'USD', 'UYU', 'UZS', 'VED', 'VES', 'VND', 'VUV', 'WST', 'XAF', 'XAG', 'XAU', 'XCD', 'XDR', 'XOF', 'XPD', 'XPF', 'XPT', 'YER', 'ZAR', 'ZMW', 'ZWG')) as "broken_5",
  count(*) as "checked_5",
  count(*) filter (where ("child"."customer_rate" < cast('-0.5' as decimal(18, 10)) or "child"."customer_rate" > cast('0.5' as decimal(18, 10)))) as "broken_6",
  count(*) filter (where "child"."customer_rate" is not null) as "checked_6",
  count(*) filter (where ("child"."pd" < cast('0' as decimal(18, 10)) or "child"."pd" > cast('1' as decimal(18, 10)))) as "broken_7",
  count(*) filter (where "child"."pd" is not null) as "checked_7",
  count(*) filter (where ("child"."lgd" < cast('0' as decimal(18, 10)) or "child"."lgd" > cast('1' as decimal(18, 10)))) as "broken_8",
  count(*) filter (where "child"."lgd" is not null) as "checked_8"
from "accounts" as child
left join "customers" as "parent:customers:customer_id" on "parent:customers:customer_id"."customer_id" = child."customer_id"
left join "products" as "parent:products:product_code" on "parent:products:product_code"."product_code" = child."product_code";

select count(*) filter (where "child"."account_id" is not null and "parent:accounts:account_id"."account_id" is null) as "broken_0",
  count(*) filter (where "child"."account_id" is not null) as "checked_0",
  count(*) filter (where "child"."customer_id" is not null and "parent:customers:customer_id"."customer_id" is null) as "broken_1",
  count(*) filter (where "child"."customer_id" is not null) as "checked_1",
  count(*) filter (where ("child"."share" < cast('0' as decimal(18, 10)) or "child"."share" > cast('1' as decimal(18, 10)))) as "broken_2",
  count(*) filter (where "child"."share" is not null) as "checked_2"
from "holders" as child
left join "accounts" as "parent:accounts:account_id" on "parent:accounts:account_id"."account_id" = child."account_id"
left join "customers" as "parent:customers:customer_id" on "parent:customers:customer_id"."customer_id" = child."customer_id";

select count(*) filter (where "child"."account_id" is not null and "parent:accounts:account_id"."account_id" is null) as "broken_0",
  count(*) filter (where "child"."account_id" is not null) as "checked_0",
  count(*) filter (where "child"."period_end" < "parent:accounts:account_id"."open_date") as "broken_1",
  count(*) filter (where "parent:accounts:account_id"."account_id" is not null) as "checked_1",
  count(*) filter (where "child"."period_end" > "parent:accounts:account_id"."close_date" and "child"."end_balance" <> 0) as "broken_2",
  count(*) filter (where "parent:accounts:account_id"."account_id" is not null) as "checked_2",
  count(*) filter (where "child"."period_end" > last_day(cast('2023-12-31' as date))) as "broken_3",
  count(*) as "checked_3"
from "balances" as child
left join "accounts" as "parent:accounts:account_id" on "parent:accounts:account_id"."account_id" = child."account_id";

select count(*) filter (where "child"."account_id" is not null and "parent:accounts:account_id"."account_id" is null) as "broken_0",
  count(*) filter (where "child"."account_id" is not null) as "checked_0",
  count(*) filter (where "child"."booked_on" < "parent:accounts:account_id"."open_date") as "broken_1",
  count(*) filter (where "parent:accounts:account_id"."account_id" is not null) as "checked_1",
  count(*) filter (where "child"."booked_on" > "parent:accounts:account_id"."close_date") as "broken_2",
  count(*) filter (where "parent:accounts:account_id"."account_id" is not null) as "checked_2",
  count(*) filter (where "child"."booked_on" > cast('2023-12-31' as date)) as "broken_3",
  count(*) as "checked_3",
  count(*) filter (where "child"."amount" = 0) as "broken_4",
  count(*) as "checked_4",
  count(*) filter (where "child"."currency" not in ('AED', 'AFN', 'ALL', 'AMD', 'AOA', 'ARS', 'AUD', 'AWG', 'AZN', 'BAM', 'BBD', 'BDT', 'BGN', 'BHD', 'BIF', 'BMD', 'BND', 'BOB', 'BRL', 'BSD', 'BTN', 'BWP', 'BYN', 'BZD', 'CAD', 'CDF', 'CHF', 'CLP', 'CNH', 'CNY', 'COP', 'CRC', 'CUP', 'CVE', 'CZK', 'DJF', 'DKK', 'DOP', 'DZD', 'EGP', 'ERN', 'ETB', 'EUR', 'FJD', 'FKP', 'GBP', 'GEL', 'GHS', 'GIP', 'GMD', 'GNF', 'GTQ', 'GYD', 'HKD', 'HNL', 'HTG', 'HUF', 'IDR', 'ILS', 'INR', 'IQD', 'IRR', 'ISK', 'JMD', 'JOD', 'JPY', 'KES', 'KGS', 'KHR', 'KMF', 'KPW', 'KRW', 'KWD', 'KYD', 'KZT', 'LAK', 'LBP', 'LKR', 'LRD', 'LSL', 'LYD', 'MAD', 'MDL', 'MGA', 'MKD', 'MMK', 'MNT', 'MOP', 'MRU', 'MUR', 'MVR', 'MWK', 'MXN', 'MYR', 'MZN', 'NAD', 'NGN', 'NIO', 'NOK', 'NPR', 'NZD', 'OMR', 'PAB', 'PEN', 'PGK', 'PHP', 'PKR', 'PLN', 'PYG', 'QAR', 'RON', 'RSD', 'RUB', 'RWF', 'SAR', 'SBD', 'SCR', 'SDG', 'SEK', 'SGD', 'SHP', 'SLE', 'SOS', 'SRD', 'SSP', 'STN', 'SVC', 'SYP', 'SZL', 'THB', 'TJS', 'TMT', 'TND', 'TOP', 'TRY', 'TTD', 'TWD', 'TZS', 'UAH', 'UGX', 'USD', 'UYU', 'UZS', 'VED', 'VES', 'VND', 'VUV', 'WST', 'XAF', 'XAG', 'XAU', 'XCD', 'XDR', 'XOF', 'XPD', 'XPF', 'XPT', 'YER', 'ZAR', 'ZMW', 'ZWG')) as "broken_5",
  count(*) as "checked_5"
from "transactions" as child
left join "accounts" as "parent:accounts:account_id" on "parent:accounts:account_id"."account_id" = child."account_id";

select count(*) filter (where "child"."customer_id" is not null and "parent:customers:customer_id"."customer_id" is null) as "broken_0",
  count(*) filter (where "child"."customer_id" is not null) as "checked_0",
  count(*) filter (where "child"."activity_code" is not null and "parent:activity_costs:activity_code"."activity_code" is null) as "broken_1",
  count(*) filter (where "child"."activity_code" is not null) as "checked_1",
  count(*) filter (where "child"."date" > last_day("parent:customers:customer_id"."close_date")) as "broken_2",
  count(*) filter (where "parent:customers:customer_id"."customer_id" is not null) as "checked_2",
  count(*) filter (where "child"."date" > last_day(cast('2023-12-31' as date))) as "broken_3",
  count(*) as "checked_3"
from "activities" as child
left join "customers" as "parent:customers:customer_id" on "parent:customers:customer_id"."customer_id" = child."customer_id"
left join "activity_costs" as "parent:activity_costs:activity_code" on "parent:activity_costs:activity_code"."activity_code" = child."activity_code";

select count(*) filter (where "child"."close_date" < "child"."open_date") as "broken_0",
  count(*) as "checked_0",
  count(*) filter (where "child"."birth_date" > "child"."open_date") as "broken_1",
  count(*) as "checked_1",
  count(*) filter (where "child"."open_date" > cast('2023-12-31' as date)) as "broken_2",
  count(*) as "checked_2"
from "customers" as child;

select count(*) filter (where "child"."currency" not in ('AED', 'AFN', 'ALL', 'AMD', 'AOA', 'ARS', 'AUD', 'AWG', 'AZN', 'BAM', 'BBD', 'BDT', 'BGN', 'BHD', 'BIF', 'BMD', 'BND', 'BOB', 'BRL', 'BSD', 'BTN', 'BWP', 'BYN', 'BZD', 'CAD', 'CDF', 'CHF', 'CLP', 'CNH', 'CNY', 'COP', 'CRC', 'CUP', 'CVE', 'CZK', 'DJF', 'DKK', 'DOP', 'DZD', 'EGP', 'ERN', 'ETB', 'EUR', 'FJD', 'FKP', 'GBP', 'GEL', 'GHS', 'GIP', 'GMD', 'GNF', 'GTQ', 'GYD', 'HKD', 'HNL', 'HTG', 'HUF', 'IDR', 'ILS', 'INR', 'IQD', 'IRR', 'ISK', 'JMD', 'JOD', 'JPY', 'KES', 'KGS', 'KHR', 'KMF', 'KPW', 'KRW', 'KWD', 'KYD', 'KZT', 'LAK', 'LBP', 'LKR', 'LRD', 'LSL', 'LYD', 'MAD', 'MDL', 'MGA', 'MKD', 'MMK', 'MNT', 'MOP', 'MRU', 'MUR', 'MVR', 'MWK', 'MXN', 'MYR', 'MZN', 'NAD', 'NGN', 'NIO', 'NOK', 'NPR', 'NZD', 'OMR', 'PAB', 'PEN', 'PGK', 'PHP', 'PKR', 'PLN', 'PYG', 'QAR', 'RON', 'RSD', 'RUB', 'RWF', 'SAR', 'SBD', 'SCR', 'SDG', 'SEK', 'SGD', 'SHP', 'SLE', 'SOS', 'SRD', 'SSP', 'STN', 'SVC', 'SYP', 'SZL', 'THB', 'TJS', 'TMT', 'TND', 'TOP', 'TRY', 'TTD', 'TWD', 'TZS', 'UAH', 'UGX', 'USD', 'UYU', 'UZS', 'VED', 'VES', 'VND', 'VUV', 'WST', 'XAF', 'XAG', 'XAU', 'XCD', 'XDR', 'XOF', 'XPD', 'XPF', 'XPT', 'YER', 'ZAR', 'ZMW', 'ZWG')) as "broken_0",
  count(*) as "checked_0",
  count(*) filter (where ("child"."rate" < cast('-0.5' as decimal(18, 10)) or "child"."rate" > cast('0.5' as decimal(18, 10)))) as "broken_1",
  count(*) filter (where "child"."rate" is not null) as "checked_1"
from "curves" as child;

select count(*) filter (where total is null or abs(total - 1) > 0.000001) as broken, count(*) as checked
    from (select account_id, sum(share) as total from holders group by account_id);

drop table if exists "ingest_stage_0";

drop table if exists "ingest_lookup_customers";

drop table if exists "ingest_link_0_truth";

drop table if exists "ingest_stage_1";

drop table if exists "ingest_lookup_accounts";

drop table if exists "ingest_stage_2";

drop table if exists "ingest_lookup_holders";

drop table if exists "ingest_stage_3";

drop table if exists "ingest_lookup_balances";

drop table if exists "ingest_stage_4";

drop table if exists "ingest_lookup_transactions";

drop table if exists "ingest_stage_5";

drop table if exists "ingest_lookup_activities";

drop table if exists "ingest_stage_6";

drop table if exists "ingest_lookup_activity_costs";

drop table if exists "ingest_stage_7";

drop table if exists "ingest_lookup_products";

drop table if exists "ingest_stage_8";

drop table if exists "ingest_lookup_curves";

drop table if exists "ingest_stage_9";

drop table if exists "ingest_lookup_programme";

drop table if exists "ingest_stage_10";

drop table if exists "ingest_lookup_truth";

drop table if exists "ingest_raw";


-- stage: profit

select min(cast(date_trunc('month', period_end) as date)) as first_day, max(last_day(period_end)) as last_day
from balances;

select currency, count(*) as accounts
from accounts
where currency <> $1
group by currency
order by currency
-- parameters: 1;

with sided as (
  select a.account_id, a.customer_id, coalesce(a.side, p.side) as side, count(*) over (partition by a.account_id) as copies
  from accounts as a
  left join products as p on p.product_code = a.product_code
),
rows_of_balances as (
  select
    account_id,
    count(*) as all_rows,
    sum(case when period_end between cast('2023-01-01' as date) and cast('2023-12-31' as date) then 1 else 0 end) as period_rows,
    bit_count(coalesce(bit_or(case when period_end between cast('2023-01-01' as date) and cast('2023-12-31' as date) then cast(1 as hugeint) << cast((year(period_end) * 12 + month(period_end) - 1) - (year(cast('2023-01-01' as date)) * 12 + month(cast('2023-01-01' as date)) - 1) as integer) end), 0)) as periods
  from balances
  group by account_id
),
balance_faults as (
  select
    sum(b.period_rows - b.periods) as duplicates,
    sum(case when a.account_id is null then b.all_rows else 0 end) as orphans
  from rows_of_balances as b
  left join (select distinct account_id from accounts) as a on a.account_id = b.account_id
)
select
  sum(case when coalesce(side, '') not in ('asset', 'liability', 'fee') then 1 else 0 end) as without_side,
  sum(case when copies > 1 then 1 else 0 end) as duplicates,
  sum(case when customer_id is null then 1 else 0 end) as without_customer,
  max(balance_faults.duplicates) as duplicate_balances,
  max(balance_faults.orphans) as orphan_balances
from sided
cross join balance_faults;

with sums as (
  select
    account_id,
    sum(cast(share as decimal(18, 10))) as share,
    count(share) as stated,
    count(*) as holders,
    count(distinct customer_id) as people,
    min(share) as least
  from holders
  group by account_id
)
select
  sum(case when stated > 0 and (stated < holders or abs(share - 1) > 0.000001 or least < 0) then 1 else 0 end) as wrong,
  sum(case when people < holders then 1 else 0 end) as duplicates
from sums;

with repeated as (
  select count(*) as copies
  from "products"
  group by "product_code"
  having count(*) > 1
)
select count(*) as keys
from repeated;

with repeated as (
  select count(*) as copies
  from "activity_costs"
  group by "activity_code"
  having count(*) > 1
)
select count(*) as keys
from repeated;

with repeated as (
  select count(*) as copies
  from "curves"
  group by "curve_id", "currency", "date", "term_months"
  having count(*) > 1
)
select count(*) as keys
from repeated;

select count(*) as bookings
from transactions as t
left join accounts as a on a.account_id = t.account_id
where t.booked_on between cast('2023-01-01' as date) and cast('2023-12-31' as date)
  and t.currency <> coalesce(a.currency, $1)
-- parameters: 1;

create or replace table "profit_facts" as
with named as (
  select
    a.account_id,
    a.customer_id,
    a."product_code" as product_code,
    p.family as family,
    coalesce(a.side, p.side) as own_side,
    coalesce(a.side, p.side) as side,
    coalesce(a.currency, $1) as currency,
    nullif(coalesce(a.currency, $2), $3) as fx_currency,
    a."open_date" as open_date,
    a."close_date" as close_date,
    a."customer_rate" as account_rate,
    a."credit_limit" as credit_limit,
    cast(null as decimal(18, 2)) as stated_ead,
    coalesce(cast(null as decimal(18, 10)), cast('0' as decimal(18, 10))) as ccf,
    cast(cast(null as decimal(18, 10)) as decimal(12, 10)) as own_price,
    coalesce(a."origination_date", a."open_date") as origination,
    a."maturity_date" as maturity_date,
    coalesce(a.rate_type = 'adjustable', false) as is_adjustable,
    coalesce(cast(null as date), cast(null as date)) as anchor_date,
    cast(cast(null as integer) as integer) as reprice_months,
    cast(null as date) as teaser_end,
    coalesce(cast(null as varchar), $4) as amortisation,
    cast(coalesce(cast(null as integer), cast('1' as integer)) as integer) as payment_months,
    cast(null as varchar) as asset_class,
    a."pd" as pd,
    a."lgd" as lgd,
    cast(null as decimal(18, 10)) as elbe,
    cast(cast(null as integer) as integer) as stage
  from accounts as a
  left join products as p on p.product_code = a.product_code
),
ruled as (
  select
    *,
    'straight_term' as method,
    coalesce(asset_class, 'other') as known_class
  from named
),
judged as (
  select
    *,
    method <> 'flat' and (maturity_date is not null or (is_adjustable and anchor_date is not null and reprice_months > 0)) as has_contract
  from ruled
)
select
  "account_id",
  "customer_id",
  "product_code",
  "family",
  "own_side",
  "currency",
  "fx_currency",
  "open_date",
  "close_date",
  "account_rate",
  "credit_limit",
  "stated_ead",
  "ccf",
  "own_price",
  "method",
  "has_contract",
  "is_adjustable",
  "origination",
  "maturity_date",
  "anchor_date",
  "reprice_months",
  "teaser_end",
  "amortisation",
  "payment_months",
  "lgd",
  "elbe",
  "stage",
  known_class as asset_class,
  case when has_contract and not is_adjustable and teaser_end is null then origination end as reference_date,
  case when has_contract and not is_adjustable and teaser_end is null then cast(((year(maturity_date) * 12 + month(maturity_date) - 1) - (year(origination) * 12 + month(origination) - 1) + (extract(day from maturity_date) - least(extract(day from origination), extract(day from last_day(maturity_date)))) / 30.4375) as double) end as term_months,
  pd as pd
from judged
order by account_id
-- parameters: 4;

create or replace table "profit_tenor_prices" as
with parts(rule, weight, months, lag, size, divisor) as (
  values (1, 10000000000, 12, 0, 1, 10000000000), (2, 10000000000, 3, 0, 1, 10000000000)
),
periods as (
  select distinct period_end
  from balances
  where period_end between cast('2023-01-01' as date) and cast('2023-12-31' as date)
),
quoted as (
  select
    parts.*,
    periods.period_end,
    case when lag = 0 then periods.period_end else last_day(cast(periods.period_end + to_months(cast(-parts.lag as integer)) as date)) end as reference_date
  from parts
  cross join periods
),
held as (
  select distinct currency
  from profit_facts
),
wanted as (
  select distinct held.currency, quoted.reference_date, cast(quoted.months as double) as term_months
  from held
  cross join quoted
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
  where curve_id = $1
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
),
sums as (
  select
    quoted.rule,
    priced.currency,
    quoted.period_end,
    sum(cast(quoted.weight as hugeint) * cast((priced.rate) * 10000000000 as hugeint)) as numerator,
    max(quoted.divisor) as divisor,
    max(case when priced.is_flat then 1 else 0 end) = 1 as is_flat
  from quoted
  join priced on priced.reference_date = quoted.reference_date and priced.term_months = quoted.months
  group by quoted.rule, priced.currency, quoted.period_end
  having count(*) = max(quoted.size)
)
select
  rule,
  currency,
  period_end,
  cast((2 * numerator + sign(numerator) * divisor) // (2 * divisor) as bigint) as price,
  is_flat
from sums
order by rule, currency, period_end
-- parameters: 1;

create or replace table "profit_legs" as
with calendar as (
  select
    period_end,
    cast(date_trunc('month', period_end) as date) as first_day,
    last_day(period_end) as last_day,
    (last_day(period_end) - cast(date_trunc('month', period_end) as date)) + 1 as days,
    ((last_day(period_end) - cast(date_trunc('month', period_end) as date)) + 1) as weight
  from (select distinct period_end from balances where period_end between cast('2023-01-01' as date) and cast('2023-12-31' as date)) as periods
),
months as (
  select
    f.account_id,
    f.product_code,
    f.family,
    f.method,
    f.currency,
    c.period_end,
    case when b.average_balance >= 0 or f.own_side = 'fee' then f.own_side when f.own_side = 'asset' then 'liability' else 'asset' end as side,
    b.average_balance < 0 as is_flipped,
    b.average_balance >= 0 and (f.own_price is not null or f.has_contract) as is_own,
    case
      when b.average_balance >= 0 then coalesce(cast(null as decimal(18, 10)), f.account_rate)
      when f.own_side = 'liability' then cast(null as decimal(18, 10))
      else cast(null as decimal(18, 10))
    end as customer_rate,
    cast(abs(b.average_balance) * 100 as bigint) as cents,
    c.days as days,
    c.weight as weight
  from balances as b
  join calendar as c on c.period_end = b.period_end
  join profit_facts as f on f.account_id = b.account_id
  where (f.open_date is null or f.open_date <= c.last_day)
    and (f.close_date is null or f.close_date >= c.first_day)
),
numbered as (
  select *, case when not is_own and method <> 'flat' then case when product_code = '0101' then 1 when product_code = '0303' then 2 else cast(null as integer) end end as rule
  from months
),
ruled as (
  select n.*, t.price as row_price, coalesce(t.is_flat, false) as row_is_flat
  from numbered as n
  left join profit_tenor_prices as t
    on t.rule = n.rule and t.period_end = n.period_end and t.currency is not distinct from n.currency
)
select
  account_id,
  side,
  is_flipped,
  is_own,
  customer_rate,
  row_price is not null as has_row_price,
  cast(null as date) as reference_date,
  cast(null as double) as term_months,
  cast(null as date) as fx_month,
  count(*) as balance_rows,
  count(*) filter (where row_is_flat) as flat_rows,
  sum(cents * weight) as cents_weight,
  sum(cents * days) as cents_days,
  sum(cast(cents * weight as hugeint) * row_price) as price_weight,
  sum(cents * days) as exposure_days
from ruled
group by account_id, side, is_flipped, is_own, customer_rate, row_price is not null;

create or replace table "profit_contract_prices" as
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
  where curve_id = $1
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
-- parameters: 1;

create or replace table "profit_interest" as
with matched as (
  select
    *,
    case
      when has_row_price then price_weight
      when is_own then cents_weight * cast((own_price) * 10000000000 as hugeint)
      when method = 'flat' then cents_weight * cast((cast(null as decimal(12, 10))) * 10000000000 as hugeint)
    end as matched_weight
  from (
    select
      l.*,
      f.product_code,
      f.family,
      f.own_side,
      f.currency,
      f.fx_currency,
      f.method,
      f.own_price is not null as is_stated,
      coalesce(f.own_price, c.rate, null) as own_price,
      l.is_own and f.own_price is null and coalesce(c.is_flat, false) as is_flat
    from profit_legs as l
    join profit_facts as f on f.account_id = l.account_id
    left join profit_contract_prices as c
      on c.currency is not distinct from f.currency
      and c.reference_date = coalesce(l.reference_date, f.reference_date)
      and c.term_months = coalesce(l.term_months, f.term_months)
      and l.is_own and f.has_contract and f.method in ('straight_term', 'remaining_term')
  ) as known
),
legs as (
  select *, matched_weight as base_weight
  from matched
),
margins as (
  select
    *,
    rate_weight is not null and price_weight_all is not null as is_priced,
    cast(0 as hugeint) as reserve_weight
  from (
    select
      l.*,
      case l.side when 'asset' then 1 when 'liability' then -1 end as direction,
      case when l.side <> 'fee' then l.cents_weight * cast((l.customer_rate) * 10000000000 as hugeint) end as rate_weight,
      case when l.side <> 'fee' then base_weight end as price_weight_all
    from legs as l
  ) as weighed
),
sums as (
  select
    account_id,
    sum(balance_rows) as balance_rows,
    sum(case when side <> 'fee' and not is_priced then balance_rows else 0 end) as unpriced_rows,
    sum(case when side <> 'fee' and customer_rate is null then balance_rows else 0 end) as no_rate_rows,
    sum(case when is_flat then balance_rows else flat_rows end) as flat_rows,
    sum(case when is_flipped then balance_rows else 0 end) as flipped_rows,
    sum(case when side = 'asset' then balance_rows else 0 end) as asset_rows,
    sum((case when side = own_side then cents_days else -cents_days end)) as balance_days,
    sum(base_weight) as base_weight,
    sum(case when base_weight is not null then cents_weight end) as based_weight,
    sum(case when is_priced then direction * rate_weight end) as interest,
    sum(case when side = 'asset' then rate_weight - price_weight_all end) as margin_assets,
    sum(case when side = 'liability' then price_weight_all + reserve_weight - rate_weight end) as margin_liabilities,
    sum(case when side = 'asset' then exposure_days end) as exposure_days,
    sum(case when side = 'asset' then exposure_days end) as ead_days
  from margins
  group by account_id
)
select
  f.account_id,
  f.customer_id,
  f.product_code,
  f.own_side as side,
  cast(coalesce(s.balance_rows, 0) as bigint) as balance_rows,
  cast(coalesce(s.unpriced_rows, 0) as bigint) as unpriced_rows,
  cast(coalesce(s.no_rate_rows, 0) as bigint) as no_rate_rows,
  cast(coalesce(s.flat_rows, 0) as bigint) as flat_rows,
  cast(coalesce(s.flipped_rows, 0) as bigint) as flipped_rows,
  cast(coalesce(s.asset_rows, 0) as bigint) as asset_rows,
  coalesce(cast(cast((2 * s.balance_days + sign(s.balance_days) * 365) // 730 as decimal(20, 0)) * 0.01 as decimal(18, 2)), 0) as average_balance,
  case when s.based_weight > 0 then cast(cast((2 * s.base_weight + sign(s.base_weight) * s.based_weight) // (2 * s.based_weight) as decimal(20, 0)) * 0.0000000001 as decimal(12, 10)) end as base_rate,
  case when s.unpriced_rows = s.balance_rows and s.balance_rows > 0 then null else coalesce(cast(cast((2 * s.interest + sign(s.interest) * 3650000000000) // 7300000000000 as decimal(20, 0)) * 0.01 as decimal(18, 2)), 0) end as customer_interest,
  case when s.unpriced_rows = s.balance_rows and s.balance_rows > 0 then null else coalesce(cast(cast((2 * s.margin_assets + sign(s.margin_assets) * 3650000000000) // 7300000000000 as decimal(20, 0)) * 0.01 as decimal(18, 2)), 0) end as nii_assets,
  case when s.unpriced_rows = s.balance_rows and s.balance_rows > 0 then null else coalesce(cast(cast((2 * s.margin_liabilities + sign(s.margin_liabilities) * 3650000000000) // 7300000000000 as decimal(20, 0)) * 0.01 as decimal(18, 2)), 0) end as nii_liabilities,
  case
    when coalesce(s.asset_rows, 0) = 0 then 0
    when f.pd >= 1 then cast(cast((2 * (s.exposure_days * cast((f.elbe) * 10000000000 as hugeint)) + sign((s.exposure_days * cast((f.elbe) * 10000000000 as hugeint))) * 3650000000000) // 7300000000000 as decimal(20, 0)) * 0.01 as decimal(18, 2))
    else cast(cast((2 * (s.exposure_days * cast((f.pd) * 10000000000 as hugeint) * cast((f.lgd) * 10000000000 as hugeint)) + sign((s.exposure_days * cast((f.pd) * 10000000000 as hugeint) * cast((f.lgd) * 10000000000 as hugeint))) * 36500000000000000000000) // 73000000000000000000000 as decimal(20, 0)) * 0.01 as decimal(18, 2))
  end as expected_loss,
  cast(cast(coalesce(s.ead_days, 0) as double) / (100.0 * 365 * 1) as decimal(28, 6)) as ead,
  f.asset_class,
  f.pd,
  f.lgd,
  f.elbe,
  f.stage,
  f.account_rate,
  f.maturity_date,
  f.amortisation,
  f.payment_months
from profit_facts as f
left join sums as s on s.account_id = f.account_id
order by f.account_id;

create or replace table "profit_bookings" as
with booked as (
  select
    f.account_id as account_id,
    f.customer_id as customer_id,
    t.booked_on,
    t.type as type,
    cast(t.amount * 100 as bigint) as cents,
    cast(t.fee * 100 as bigint) as fee
  from transactions as t
  left join profit_facts as f on f.account_id = t.account_id
  where (t.booked_on between cast('2023-01-01' as date) and cast('2023-12-31' as date))
),
counted as (
  select
    account_id,
    customer_id,
    case when not booked_on >= cast('2023-01-01' as date) or false then null when false then -cents else fee end as posted
  from booked
),
sums as (
  select
    account_id,
    customer_id,
    cast(cast((2 * sum(cast("posted" as hugeint)) + sign(sum(cast("posted" as hugeint))) * 1) // 2 as decimal(20, 0)) * 0.01 as decimal(18, 2)) as "posted"
  from counted
  where coalesce("posted", 0) <> 0
  group by account_id, customer_id
)
select
  account_id,
  customer_id,
  cast(coalesce("posted", 0) as decimal(18, 2)) as fees
from sums
order by customer_id, account_id;

create or replace table "profit_accounts" as
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
  i.stage
from profit_interest as i
left join booking_sums as b on b.account_id = i.account_id
order by i.account_id;

create or replace table "profit_holders" as
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
    p."direct_cost" as "all_direct_cost"
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
  case when is_last then "all_direct_cost" - (sum("direct_cost") over (partition by account_id) - "direct_cost") else "direct_cost" end as "direct_cost"
from cuts
order by account_id, customer_id;

create or replace table "profit_activities" as
with counted as (
  select customer_id, activity_code, cast(coalesce(count, 1) as bigint) as volume
  from activities
  where date between cast('2023-01-01' as date) and cast('2023-12-31' as date)
),
volumes as (
  select customer_id, activity_code, sum(volume) as volume
  from counted
  where activity_code is not null
  group by customer_id, activity_code
),
drivers as (
  select activity_code, sum(volume) as driver
  from volumes
  group by activity_code
),
prices as (
  select c.activity_code, cast(null as double) as minutes, c.unit_cost as unit_cost, cast(null as decimal(18, 2)) as pool, cast(nullif(d.driver, 0) as double) as divisor
  from activity_costs as c
  left join drivers as d on d.activity_code = c.activity_code
)
select
  v.customer_id,
  v.activity_code,
  v.volume,
  cast(case when p.minutes is not null then round(cast(v.volume as double) * p.minutes, 2) when p.unit_cost is not null then v.volume * p.unit_cost else round(cast(v.volume as double) * cast(p.pool as double) / p.divisor, 2) end as decimal(18, 2)) as cost
from volumes as v
left join prices as p on p.activity_code = v.activity_code
order by v.customer_id, v.activity_code;

with assigned as (
  select activity_code, sum(volume) as volume, sum(cost) as cost
  from profit_activities
  group by activity_code
)
select
  coalesce(c.activity_code, a.activity_code) as activity_code,
  coalesce(a.volume, 0) as volume,
  coalesce(a.cost, 0) as assigned,
  case when c.unit_cost is null and not false then cast(null as decimal(18, 2)) end as pool,
  false as is_timed,
  c.activity_code is not null and (false or coalesce(c.unit_cost, cast(null as decimal(18, 2))) is not null) as has_cost
from activity_costs as c
full join assigned as a on a.activity_code = c.activity_code
order by 1;

create or replace table "profit_customers" as
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
    sum(t."direct_cost") as "direct_cost"
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
    coalesce(activity_sums.cost, 0) as activity_cost
  from everybody
  left join held on held.customer_id = everybody.customer_id
  left join direct on direct.customer_id = everybody.customer_id
  left join activity_sums on activity_sums.customer_id = everybody.customer_id
),
shared_overhead as (
  select
    *,
    cast(null as decimal(18, 2)) as overhead
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
  nii_assets + nii_liabilities as nii,
  nii_assets + nii_liabilities + coalesce(fees, 0) as revenue,
  activity_cost,
  overhead,
  coalesce(activity_cost, 0) + coalesce(direct_cost, 0) as marginal_cost,
  coalesce(activity_cost, 0) + coalesce(direct_cost, 0) + coalesce(overhead, 0) as cost,
  nii_assets + nii_liabilities + coalesce(fees, 0) - (coalesce(activity_cost, 0) + coalesce(direct_cost, 0)) as contribution,
  nii_assets + nii_liabilities + coalesce(fees, 0) - (coalesce(activity_cost, 0) + coalesce(direct_cost, 0) + coalesce(overhead, 0)) - (coalesce(expected_loss, 0) + coalesce(provision, 0) + coalesce(charge_offs, 0)) as profit
from shared_overhead
order by customer_id;

with judged as (
  select
    i.*,
    coalesce(a.open_date <= cast('2023-12-31' as date), true) and coalesce(a.close_date >= cast('2023-01-01' as date), true) as is_open,
    (year(least(cast('2023-12-31' as date), coalesce(a.close_date, cast('2023-12-31' as date)))) * 12 + month(least(cast('2023-12-31' as date), coalesce(a.close_date, cast('2023-12-31' as date)))) - 1) - (year(greatest(cast('2023-01-01' as date), coalesce(a.open_date, cast('2023-01-01' as date)))) * 12 + month(greatest(cast('2023-01-01' as date), coalesce(a.open_date, cast('2023-01-01' as date)))) - 1) + 1 as expected_rows,
    abs(a.customer_rate) > 1 as is_high,
    i.asset_rows > 0 and i.expected_loss is null as without_loss,
    false as without_capital
  from profit_accounts as i
  join accounts as a on a.account_id = i.account_id
)
select
  sum(case when no_rate_rows > 0 then 1 else 0 end) as no_rate_accounts,
  sum(case when unpriced_rows > no_rate_rows then 1 else 0 end) as no_price_accounts,
  sum(case when flat_rows > 0 then 1 else 0 end) as flat_accounts,
  sum(case when is_open and balance_rows = 0 and side <> 'fee' then 1 else 0 end) as no_balances,
  sum(case when is_open and balance_rows > 0 and balance_rows < expected_rows and side <> 'fee' then 1 else 0 end) as missing_balances,
  (select count(*) from balances where period_end between cast('2023-01-01' as date) and cast('2023-12-31' as date)) - sum(balance_rows) as outside_life,
  sum(case when without_loss then 1 else 0 end) as no_loss,
  sum(case when without_loss and pd >= 1 then 1 else 0 end) as no_elbe,
  0 as no_stage,
  sum(case when without_capital then 1 else 0 end) as no_capital,
  sum(case when is_high then 1 else 0 end) as high_rates,
  (select count(*) from profit_bookings where customer_id is null) as orphan_fees,
  (select count(*) from profit_activities where customer_id is null) as orphan_activities,
  (
    select count(*)
    from profit_customers as p
    left join customers as c on c.customer_id = p.customer_id
    where c.customer_id is null
  ) as unknown_customers
from judged;

select
  count(*) as customers,
  sum(customer_interest) as customer_interest,
  sum(nii_assets) as nii_assets,
  sum(nii_liabilities) as nii_liabilities,
  sum(customer_interest) - sum(nii_assets) - sum(nii_liabilities) as treasury,
  sum(fees) as fees,
  sum(revenue) as revenue,
  sum(activity_cost) as activity_cost,
  sum(direct_cost) as direct_cost,
  sum(overhead) as overhead,
  sum(marginal_cost) as marginal_cost,
  sum(cost) as cost,
  sum(expected_loss) as expected_loss,
  sum(provision) as provision,
  sum(charge_offs) as charge_offs,
  sum(profit) as profit
from profit_customers;

select
  count(*) as accounts,
  sum(customer_interest) as customer_interest,
  sum(nii_assets) + sum(nii_liabilities) as nii,
  sum(customer_interest) - sum(nii_assets) - sum(nii_liabilities) as treasury,
  sum(fees) + coalesce((select sum(fees) from profit_bookings where account_id is null), 0) as fees,
  sum(direct_cost) as direct_cost,
  sum(expected_loss) as expected_loss,
  sum(provision) as provision,
  sum(charge_offs) + 0 as charge_offs
from profit_accounts;

select cast(profit as double) as profit
from profit_customers
order by customer_id;

with ranked as (
  select cast(profit as double) as profit, row_number() over (order by profit, customer_id) as position, count(*) over () as size
  from profit_customers
)
select min(profit) as lower, max(profit) as upper
from ranked
where 2 * position between size and size + 2;

with ranked as (
  select
    *,
    rank() over (order by profit desc) as first_rank,
    count(*) over (partition by profit) as ties,
    count(*) over () as everybody
  from profit_customers
),
binned as (
  select
    *,
    cast(1 + floor(10.0 * (2 * first_rank + ties - 2) / (2 * everybody)) as integer) as decile
  from ranked
),
placed as (
  select *, row_number() over (partition by decile order by abs(profit) desc, customer_id) as place
  from binned
)
select
  decile,
  count(*) as customers,
  sum(profit) as profit,
  sum(revenue) as revenue,
  sum(cost) as cost,
  sum(expected_loss) as expected_loss,
  cast(sum(case when place <= 2 then abs(profit) end) as double) / nullif(cast(sum(abs(profit)) as double), 0) as top_two_share
from placed
group by decile
order by decile;

with ranked as (
  select
    *,
    rank() over (order by profit desc) as first_rank,
    count(*) over (partition by profit) as ties,
    count(*) over () as everybody
  from profit_customers
),
binned as (
  select
    *,
    cast(1 + floor(10.0 * (2 * first_rank + ties - 2) / (2 * everybody)) as integer) as decile
  from ranked
),
touched as (
  select
    customer_id,
    profit,
    greatest(-profit, 0) as change,
    row_number() over (order by abs(profit) desc, customer_id) as place
  from binned
  where decile = 10 and profit < 0
)
select
  count(*) as customers,
  coalesce(sum(profit), 0) as profit,
  case when count(*) = count(change) then coalesce(sum(change), 0) end as change,
  cast(sum(case when place <= 2 then abs(profit) end) as double) / nullif(cast(sum(abs(profit)) as double), 0) as top_two_share
from touched;

with ranked as (
  select
    *,
    rank() over (order by profit desc) as first_rank,
    count(*) over (partition by profit) as ties,
    count(*) over () as everybody
  from profit_customers
),
binned as (
  select
    *,
    cast(1 + floor(10.0 * (2 * first_rank + ties - 2) / (2 * everybody)) as integer) as decile
  from ranked
),
touched as (
  select
    customer_id,
    profit,
    cast(round(cast(greatest(revenue, 0) as decimal(28, 6)) * cast('0.100000' as decimal(10, 6)), 2) as decimal(28, 2)) as change,
    row_number() over (order by abs(profit) desc, customer_id) as place
  from binned
  where decile = 10 and profit < 0
)
select
  count(*) as customers,
  coalesce(sum(profit), 0) as profit,
  case when count(*) = count(change) then coalesce(sum(change), 0) end as change,
  cast(sum(case when place <= 2 then abs(profit) end) as double) / nullif(cast(sum(abs(profit)) as double), 0) as top_two_share
from touched;

with ranked as (
  select
    *,
    rank() over (order by profit desc) as first_rank,
    count(*) over (partition by profit) as ties,
    count(*) over () as everybody
  from profit_customers
),
binned as (
  select
    *,
    cast(1 + floor(10.0 * (2 * first_rank + ties - 2) / (2 * everybody)) as integer) as decile
  from ranked
),
touched as (
  select
    customer_id,
    profit,
    cast(round(cast(cost as decimal(28, 6)) * cast('0.100000' as decimal(10, 6)), 2) as decimal(28, 2)) as change,
    row_number() over (order by abs(profit) desc, customer_id) as place
  from binned
  where decile = 10 and profit < 0
)
select
  count(*) as customers,
  coalesce(sum(profit), 0) as profit,
  case when count(*) = count(change) then coalesce(sum(change), 0) end as change,
  cast(sum(case when place <= 2 then abs(profit) end) as double) / nullif(cast(sum(abs(profit)) as double), 0) as top_two_share
from touched;

select * from "profit_accounts" limit 0;

select * from "profit_customers" limit 0;

drop table if exists "profit_facts";

drop table if exists "profit_fx";

drop table if exists "profit_tenor_prices";

drop table if exists "profit_legs";

drop table if exists "profit_contract_prices";

drop table if exists "profit_schedules";

drop table if exists "profit_schedule_rates";

drop table if exists "profit_schedule_prices";

drop table if exists "profit_interest";

drop table if exists "profit_capital_factors";

drop table if exists "profit_loss_keys";

drop table if exists "profit_loss_factors";

drop table if exists "profit_bookings";

drop table if exists "profit_holders";

drop table if exists "profit_activities";


-- stage: rfm

select distinct currency
from transactions
where booked_on <= cast('2023-12-31' as date) and currency is not null
order by currency
limit 2;

select count(*) - count(distinct "customer_id") as copies
from "customers";

select count(*) - count(distinct "account_id") as copies
from "accounts";

select count(*) - count(distinct "product_code") as copies
from "products";

create or replace table "rfm_activity" as
with bookings as (
  select
    a.customer_id as customer_id,
    t.booked_on,
    t.amount as amount,
    t.type,
    t.channel,
    t.currency
  from transactions as t
  left join accounts as a on a.account_id = t.account_id
),
judged as (
  select
    customer_id,
    booked_on,
    abs(bookings.amount) as amount,
    bookings.amount < 0 as is_negative,
    case
      when customer_id is null then 1
      when booked_on is null then 2
      when bookings.amount is null then 3
      when booked_on > cast('2023-12-31' as date) then 4
      when booked_on < cast('2023-01-01' as date) then 5
      when not coalesce(type in ($1, $2, $3, $4), false) then 6
    end as step
  from bookings
)
select
  step,
  case when step is null then customer_id end as customer_id,
  min(booked_on) as first_date,
  max(booked_on) as last_date,
  count(distinct booked_on) as frequency,
  sum(amount) as monetary,
  count(*) as bookings,
  sum(case when is_negative then 1 else 0 end) as negatives
from judged
group by step, case when step is null then customer_id end
-- parameters: 4;

select step, sum(bookings) as bookings, sum(negatives) as negatives
from rfm_activity
group by step
order by step;

create or replace table "rfm_base" as
with activity as (
  select customer_id, first_date, last_date, frequency, monetary
  from rfm_activity
  where step is null
),
people as (
  select
    coalesce(customers.customer_id, activity.customer_id) as customer_id,
    customers.customer_id is not null as is_known,
    activity.first_date,
    activity.last_date,
    activity.frequency,
    activity.monetary
  from customers
  full join activity on activity.customer_id = customers.customer_id
)
select
  people.customer_id,
  people.is_known,
  coalesce(people.frequency, 0) > 0 as is_active,
  people.first_date,
  people.last_date,
  cast((cast('2023-12-31' as date) - people.last_date) as bigint) as recency_days,
  cast(coalesce(people.frequency, 0) as bigint) as frequency,
  coalesce(people.monetary, 0) as monetary
from people;

select count(*) as customers
from rfm_base
where is_active;

select count(*) - count("recency_days") as "recency_days", count(*) - count("frequency") as "frequency", count(*) - count("monetary") as "monetary"
from rfm_base
where is_active;

with measured as (
  select '' as parent, "recency_days" as value
  from rfm_base
  where is_active
)
select parent, count(*) as customers
from measured
group by parent
order by parent;

with measured as (
  select '' as parent, "recency_days" as value
  from rfm_base
  where is_active
)
select
  unnest([487, 973, 1459, 1945]) as position,
  unnest(quantile_disc(value, [cast('0.20012340600575895' as double), cast('0.400041135335253' as double), cast('0.599958864664747' as double), cast('0.799876593994241' as double)])) as value
from measured;

with measured as (
  select '' as parent, "frequency" as value
  from rfm_base
  where is_active
)
select parent, count(*) as customers
from measured
group by parent
order by parent;

with measured as (
  select '' as parent, "frequency" as value
  from rfm_base
  where is_active
)
select
  unnest([487, 973, 1459, 1945]) as position,
  unnest(quantile_disc(value, [cast('0.20012340600575895' as double), cast('0.400041135335253' as double), cast('0.599958864664747' as double), cast('0.799876593994241' as double)])) as value
from measured;

with measured as (
  select '' as parent, "monetary" as value
  from rfm_base
  where is_active
)
select parent, count(*) as customers
from measured
group by parent
order by parent;

with measured as (
  select '' as parent, "monetary" as value
  from rfm_base
  where is_active
)
select
  unnest([487, 973, 1459, 1945]) as position,
  unnest(quantile_disc(value, [cast('0.20012340600575895' as double), cast('0.400041135335253' as double), cast('0.599958864664747' as double), cast('0.799876593994241' as double)])) as value
from measured;

select
  min(cast("recency_days" as double)) as minimum,
  max(cast("recency_days" as double)) as maximum,
  sum("recency_days") as total,
  count(*) as customers
from rfm_base
where is_active;

select
  min(cast("frequency" as double)) as minimum,
  max(cast("frequency" as double)) as maximum,
  sum("frequency") as total,
  count(*) as customers
from rfm_base
where is_active;

select
  min(cast("monetary" as double)) as minimum,
  max(cast("monetary" as double)) as maximum,
  sum("monetary") as total,
  count(*) as customers
from rfm_base
where is_active;

create or replace table "rfm_scores" as
with "scored_1" as (
  select
    *,
    case when is_active then case when cast("recency_days" as double) <= cast('9' as double) then 5 when cast("recency_days" as double) <= cast('22' as double) then 4 when cast("recency_days" as double) <= cast('45' as double) then 3 when cast("recency_days" as double) <= cast('95' as double) then 2 else 1 end end as "r_score"
  from "rfm_base"
),
"scored_2" as (
  select
    *,
    case when is_active then case when cast("frequency" as double) <= cast('4' as double) then 1 when cast("frequency" as double) <= cast('6' as double) then 2 when cast("frequency" as double) <= cast('9' as double) then 3 when cast("frequency" as double) <= cast('13' as double) then 4 else 5 end end as "f_score"
  from "scored_1"
),
"scored" as (
  select
    *,
    case when is_active then case when cast("monetary" as double) <= cast('2625.16' as double) then 1 when cast("monetary" as double) <= cast('5196.62' as double) then 2 when cast("monetary" as double) <= cast('8629.27' as double) then 3 when cast("monetary" as double) <= cast('17181.2' as double) then 4 else 5 end end as "m_score"
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
  case when "r_score" is not null then 100 * (cast('0.3333333333333333' as double) * greatest(0, least(1, (cast('363' as double) - cast("recency_days" as double)) / cast('363' as double))) + cast('0.3333333333333333' as double) * greatest(0, least(1, (cast("frequency" as double) - cast('1' as double)) / cast('53' as double))) + cast('0.3333333333333333' as double) * greatest(0, least(1, (cast("monetary" as double) - cast('16.68' as double)) / cast('705551.71' as double)))) end as rfm_index,
  cast('0.3333333333333333' as double) * "r_score" + cast('0.3333333333333333' as double) * "f_score" + cast('0.3333333333333333' as double) * "m_score" as weighted_score,
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
from scored;

create or replace table "rfm_cells" as
select
  s.frequency > 0 as is_active,
  s."r_score", s."f_score", s."m_score",
  s.segment,
  count(*) as customers,
  sum(s.frequency) as occasions,
  sum(s.monetary) as monetary
from rfm_scores as s
group by s.frequency > 0, s."r_score", s."f_score", s."m_score", s.segment;

select
  sum(customers) as customers,
  sum(case when "r_score" is null then 0 else customers end) as scored,
  sum(case when is_active then 0 else customers end) as inactive,
  sum(occasions) as occasions,
  sum(monetary) as monetary
from rfm_cells;

select count(*) as unknown
from rfm_base
where not is_known;

with scored as (
  select '' as parent, "r_score" as score, customers
  from rfm_cells
  where is_active
)
select parent, score, sum(customers) as customers
from scored
group by parent, score
order by parent, score;

with scored as (
  select '' as parent, "f_score" as score, customers
  from rfm_cells
  where is_active
)
select parent, score, sum(customers) as customers
from scored
group by parent, score
order by parent, score;

with scored as (
  select '' as parent, "m_score" as score, customers
  from rfm_cells
  where is_active
)
select parent, score, sum(customers) as customers
from scored
group by parent, score
order by parent, score;

select
  segment,
  sum(customers) as customers,
  sum(occasions) as occasions,
  sum(monetary) as monetary
from rfm_cells
group by segment
order by segment;

select
  segment,
  percentile_disc(0.5) within group (order by "recency_days") as lower,
  percentile_disc(0.5) within group (order by "recency_days" desc) as upper
from rfm_scores
where "recency_days" is not null
group by segment
order by segment;

select
  segment,
  percentile_disc(0.5) within group (order by "frequency") as lower,
  percentile_disc(0.5) within group (order by "frequency" desc) as upper
from rfm_scores
where "frequency" is not null
group by segment
order by segment;

select
  segment,
  percentile_disc(0.5) within group (order by "monetary") as lower,
  percentile_disc(0.5) within group (order by "monetary" desc) as upper
from rfm_scores
where "monetary" is not null
group by segment
order by segment;

with sizes as (
  select "s"."segment", abs(s.monetary) as size
  from rfm_scores as s
),
largest as (
  select "segment", max(size) as size, sum(size) as total
  from sizes
  group by "segment"
)
select
  "l"."segment",
  l.size as largest,
  case when count(case when s.size = l.size then 1 end) > 1 then l.size else max(case when s.size < l.size then s.size end) end as second,
  l.total
from largest as l
join sizes as s on s."segment" is not distinct from l."segment"
group by "l"."segment", l.size, l.total
order by "l"."segment";

select
  r_score,
  f_score,
  sum(customers) as customers,
  sum(monetary) as monetary,
  case when min(segment) = max(segment) then min(segment) end as segment
from rfm_cells
where r_score is not null and f_score is not null
group by r_score, f_score
order by r_score, f_score;

with sizes as (
  select "s"."r_score", "s"."f_score", abs(s.monetary) as size
  from rfm_scores as s
),
largest as (
  select "r_score", "f_score", max(size) as size, sum(size) as total
  from sizes
  group by "r_score", "f_score"
)
select
  "l"."r_score", "l"."f_score",
  l.size as largest,
  case when count(case when s.size = l.size then 1 end) > 1 then l.size else max(case when s.size < l.size then s.size end) end as second,
  l.total
from largest as l
join sizes as s on s."r_score" is not distinct from l."r_score" and s."f_score" is not distinct from l."f_score"
group by "l"."r_score", "l"."f_score", l.size, l.total
order by "l"."r_score", "l"."f_score";

with cells as (
  select cast("r_score" as varchar) || '-' || cast("f_score" as varchar) || '-' || cast("m_score" as varchar) as cell, customers
  from rfm_cells
)
select cell, sum(customers) as customers
from cells
where cell is not null
group by cell
order by cell;

create or replace table "rfm_cuts" ("measure" varchar, "parent" varchar, "bin" integer, "lower" double, "upper" double, "closed" varchar, "customers" integer, "share" double, "score" integer, "minimum_score" integer, "maximum_score" integer);

drop table if exists "rfm_activity";

drop table if exists "rfm_base";

drop table if exists "rfm_cells";


-- stage: segment

select "profit" as "c0"
from "profit_customers"
where 1 = 0;

with used as (
  select distinct b.account_id
  from balances as b
  where b.period_end between cast('2023-01-01' as date) and cast('2023-12-31' as date)
),
sides as (
  select a.account_id, a.currency as currency, coalesce(a.side, p.side) as side
  from used as u
  inner join accounts as a on a.account_id = u.account_id
  left join products as p on p.product_code = a.product_code
)
select count(distinct currency) as currencies,
  count(case when side is null or side not in ('asset', 'liability', 'fee') then 1 end) as sideless
from sides;

with population as (
  select customer_id
  from "customers"
  where open_date <= cast('2023-12-31' as date) and (close_date is null or close_date > cast('2023-12-31' as date))
)
select customer_id
from population
order by customer_id;

with population as (
  select customer_id
  from "customers"
  where open_date <= cast('2023-12-31' as date) and (close_date is null or close_date > cast('2023-12-31' as date))
),
source as (
  select customer_id, "profit" as "c0"
  from "profit_customers"
)
select s."c0"
from population as p
left join source as s on s.customer_id = p.customer_id
order by p.customer_id;

with population as (
  select customer_id
  from "customers"
  where open_date <= cast('2023-12-31' as date) and (close_date is null or close_date > cast('2023-12-31' as date))
),
source as (
  select customer_id, "profit" as "c0"
  from "profit_customers"
)
select count(case when s."c0" is null then 1 end) as "c0"
from population as p
left join source as s on s.customer_id = p.customer_id;

with population as (
  select customer_id
  from "customers"
  where open_date <= cast('2023-12-31' as date) and (close_date is null or close_date > cast('2023-12-31' as date))
),
sided as (
  select b.account_id, b.period_end, b.average_balance, coalesce(a.side, p.side) as side
  from balances as b
  inner join accounts as a on a.account_id = b.account_id
  left join products as p on p.product_code = a.product_code
  where b.period_end between cast('2023-01-01' as date) and cast('2023-12-31' as date)
),
holdings as (
  select h.account_id, h.customer_id, coalesce(cast(h.share as decimal(18, 10)), cast(1.0 / count(*) over (partition by h.account_id) as decimal(18, 10))) as share
  from holders as h
  union all
  select a.account_id, a.customer_id, cast(1 as decimal(18, 10)) as share
  from accounts as a
  where a.account_id not in (select h.account_id from holders as h)
),
on_side as (
  select account_id, period_end,
    case
      when side = $1 and average_balance > 0 then average_balance
      when side = $2 and average_balance < 0 then -average_balance
      else 0
    end as balance
  from sided
),
months as (
  select count(distinct period_end) as months
  from sided
),
summed as (
  select h.customer_id, sum(cast(s.balance as decimal(38, 6)) * h.share) as balance
  from on_side as s
  inner join holdings as h on h.account_id = s.account_id
  group by h.customer_id
),
measured as (
  select s.customer_id, cast(s.balance as double) / m.months as value
  from summed as s
  cross join months as m
)
select cast(coalesce(m.value, 0) as double) as c0
from population as p
left join measured as m on m.customer_id = p.customer_id
order by p.customer_id
-- parameters: 2;

with population as (
  select customer_id
  from "customers"
  where open_date <= cast('2023-12-31' as date) and (close_date is null or close_date > cast('2023-12-31' as date))
),
booked as (
  select a.customer_id as customer_id
  from transactions as t
  left join accounts as a on a.account_id = t.account_id
  where t.booked_on between cast('2023-01-01' as date) and cast('2023-12-31' as date)
),
measured as (
  select customer_id, cast(count(*) as double) / $1 as value
  from booked
  where customer_id is not null
  group by customer_id
)
select cast(coalesce(m.value, 0) as double) as c0
from population as p
left join measured as m on m.customer_id = p.customer_id
order by p.customer_id
-- parameters: 1;

with population as (
  select customer_id
  from "customers"
  where open_date <= cast('2023-12-31' as date) and (close_date is null or close_date > cast('2023-12-31' as date))
),
holdings as (
  select h.account_id, h.customer_id, coalesce(cast(h.share as decimal(18, 10)), cast(1.0 / count(*) over (partition by h.account_id) as decimal(18, 10))) as share
  from holders as h
  union all
  select a.account_id, a.customer_id, cast(1 as decimal(18, 10)) as share
  from accounts as a
  where a.account_id not in (select h.account_id from holders as h)
),
measured as (
  select h.customer_id, count(distinct coalesce(a.product_code, a.account_id)) as value
  from accounts as a
  inner join holdings as h on h.account_id = a.account_id
  where a.account_id is not null
    and (a.open_date is null or a.open_date <= cast('2023-12-31' as date))
    and (a.close_date is null or a.close_date > cast('2023-12-31' as date))
  group by h.customer_id
)
select cast(coalesce(m.value, 0) as double) as c0
from population as p
left join measured as m on m.customer_id = p.customer_id
order by p.customer_id;

with population as (
  select customer_id
  from "customers"
  where open_date <= cast('2023-12-31' as date) and (close_date is null or close_date > cast('2023-12-31' as date))
),
booked as (
  select a.customer_id as customer_id, t.channel
  from transactions as t
  left join accounts as a on a.account_id = t.account_id
  where t.booked_on between cast('2023-01-01' as date) and cast('2023-12-31' as date)
),
measured as (
  select customer_id,
    cast(sum(case when channel in ($1, $2) then 1 else 0 end) as double) / count(*) as value
  from booked
  where customer_id is not null and channel is not null
  group by customer_id
)
select cast(m.value as double) as c0
from population as p
left join measured as m on m.customer_id = p.customer_id
order by p.customer_id
-- parameters: 2;

with population as (
  select customer_id
  from "customers"
  where open_date <= cast('2023-12-31' as date) and (close_date is null or close_date > cast('2023-12-31' as date))
),
source as (
  select customer_id, "latent_segment" as "c0"
  from "customers"
)
select cast(s."c0" as varchar) as "c0"
from population as p
left join source as s on s.customer_id = p.customer_id
order by p.customer_id;

select "gender" as c0
from "customers"
where 1 = 0;

with population as (
  select customer_id
  from "customers"
  where open_date <= cast('2023-12-31' as date) and (close_date is null or close_date > cast('2023-12-31' as date))
),
source as (
  select customer_id, "gender" as "c0"
  from "customers"
)
select cast(s."c0" as varchar) as "c0"
from population as p
left join source as s on s.customer_id = p.customer_id
order by p.customer_id;

select "region" as c0
from "customers"
where 1 = 0;

with population as (
  select customer_id
  from "customers"
  where open_date <= cast('2023-12-31' as date) and (close_date is null or close_date > cast('2023-12-31' as date))
),
source as (
  select customer_id, "region" as "c0"
  from "customers"
)
select cast(s."c0" as varchar) as "c0"
from population as p
left join source as s on s.customer_id = p.customer_id
order by p.customer_id;

select "tier" as c0
from "customers"
where 1 = 0;

with population as (
  select customer_id
  from "customers"
  where open_date <= cast('2023-12-31' as date) and (close_date is null or close_date > cast('2023-12-31' as date))
),
source as (
  select customer_id, "tier" as "c0"
  from "customers"
)
select cast(s."c0" as varchar) as "c0"
from population as p
left join source as s on s.customer_id = p.customer_id
order by p.customer_id;

select count(*) as customers
from "customers";

create or replace table "segment_assignments" ("customer_id" varchar, "segment" varchar, "name_en" varchar, "name_zh" varchar, "distance" double, "second_segment" varchar, "ratio" double, "percentile" double, "posterior" double, "co_membership" double, "boundary" boolean, "atypical" boolean, "outside_range" boolean, "imputed" boolean);

with source as (
  select customer_id as customer_id, cast("profit" as decimal(28, 10)) as value
  from "profit_customers"
)
select a.segment, count(s.value) as customers, coalesce(sum(s.value), 0) as value
from "segment_assignments" as a
left join source as s on s.customer_id = a.customer_id
group by a.segment
order by a.segment;


-- stage: effect

select
  min((year(period_end) * 12 + month(period_end) - 1)) as first_month,
  max((year(period_end) * 12 + month(period_end) - 1)) as last_month
from balances;

create or replace table "effect_assignment" as
select
  "branch_id" as assigned,
  (year(min(start_date)) * 12 + month(min(start_date)) - 1) as cohort,
  count(distinct start_date) + case when count(start_date) between 1 and count(*) - 1 then 1 else 0 end as starts
from programme
where "branch_id" is not null
group by "branch_id";

select
  count(*) as keys,
  count(*) filter (where starts > 1) as several,
  count(*) filter (where not exists (select 1 from customers where "customers"."branch_id" = effect_assignment.assigned)) as unmatched
from effect_assignment;

select distinct cohort
from effect_assignment
where cohort is not null
order by cohort;

select count(distinct currency) as currencies
from accounts
where exists (select 1 from balances where balances.account_id = accounts.account_id);

create or replace table "effect_accounts" as
select
  accounts.account_id,
  accounts.customer_id,
  coalesce(accounts.side, products.side) as side,
  (year(accounts.open_date) * 12 + month(accounts.open_date) - 1) as opened_in,
  (year(accounts.close_date) * 12 + month(accounts.close_date) - 1) as closed_in
from accounts
left join products on products.product_code = accounts.product_code;

create or replace table "effect_account_faults" as
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
    case when sides.opened_in < 24258 then 24258 else sides.opened_in + 1 end as first_whole,
    least(coalesce(sides.closed_in, 24287 + 1) - 1,
      coalesce((year(customers.close_date) * 12 + month(customers.close_date) - 1), 24287 + 1) - 1, 24287) as last_whole
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
group by lives.account_id, lives.customer_id, lives.side, first_whole, last_whole;

select count(*) as accounts from effect_account_faults where largest > 1;

create or replace table "effect_faults" as
select
  customer_id as unit,
  sum(greatest(missing, 0)) as missing,
  not bool_and(classified) as unclassified
from effect_account_faults
group by customer_id;

create or replace table "effect_sample" as
select
  customers.customer_id as unit,
  cast("customers"."branch_id" as varchar) as cluster,
  case when assignment.cohort <= 24287 then assignment.cohort end as cohort,
  cast("customers"."tier" as varchar) as segment,
  (year(customers.open_date) * 12 + month(customers.open_date) - 1) as opened_in,
  (year(customers.close_date) * 12 + month(customers.close_date) - 1) as closed_in,
  case
    when not (true) then 'outside_population'
    when "customers"."branch_id" is null then 'no_branch'
    when "customers"."branch_id" is null then 'no_cluster'
    when customers.open_date is null then 'no_opening_date'
    when (year(customers.open_date) * 12 + month(customers.open_date) - 1) > 24269 then 'opened_after'
    when (year(customers.close_date) * 12 + month(customers.close_date) - 1) <= 24269 then 'closed_before'
    when assignment.cohort < 24253 then 'treated_from_the_start'
    when fault.unclassified then 'unclassified_account'
    when fault.missing > 0 then 'missing_months'
  end as exclusion
from customers
left join effect_assignment as assignment on assignment.assigned = "customers"."branch_id"
left join effect_faults as fault on fault.unit = customers.customer_id;

select exclusion, count(*) as units
from effect_sample
group by exclusion
order by exclusion;

create or replace table "effect_population" as
select unit, cluster, cohort, segment, opened_in, closed_in
from effect_sample
where exclusion is null;

create or replace table "effect_periods" ("period" integer);

create or replace table "effect_panel" as
with "balance_rows" as (
  select
    sides.customer_id as unit,
    (year(balances.period_end) * 12 + month(balances.period_end) - 1) as period,
    sum(balances.average_balance) filter (where sides.side <> 'asset') as average_balance,
    sum(balances.average_balance) filter (where sides.side = 'asset') as loan_balance
  from balances
  join effect_accounts as sides on sides.account_id = balances.account_id
  where (year(balances.period_end) * 12 + month(balances.period_end) - 1) between 24258 and 24287
  group by sides.customer_id, (year(balances.period_end) * 12 + month(balances.period_end) - 1)
),
"holding_rows" as (
  select
    accounts.customer_id as unit,
    month.period,
    count(distinct accounts.product_code) as product_count
  from accounts
  join effect_periods as month
    on (year(accounts.open_date) * 12 + month(accounts.open_date) - 1) <= month.period and (accounts.close_date is null or (year(accounts.close_date) * 12 + month(accounts.close_date) - 1) > month.period)
  group by accounts.customer_id, month.period
)
select
  customer.unit,
  customer.cluster,
  customer.cohort,
  customer.segment,
  month.period,
  coalesce(customer.closed_in <= month.period, false) as closed,
  cast(case when customer.closed_in < month.period then 0 else coalesce("balance_rows"."average_balance", 0) end as decimal(18, 2)) as "aum",
  cast(case when customer.closed_in <= month.period then 0 else coalesce("holding_rows"."product_count", 0) end as bigint) as "products",
  cast(case when customer.closed_in <= month.period then 0 else case when customer.opened_in <= month.period then 1 else 0 end end as bigint) as "retained",
  cast(case when customer.closed_in < month.period then 0 else coalesce("balance_rows"."average_balance", 0) end as decimal(18, 2)) as "migration_measure"
from effect_population as customer
cross join effect_periods as month
left join "balance_rows" on "balance_rows"."unit" = customer.unit and "balance_rows"."period" = month.period
left join "holding_rows" on "holding_rows"."unit" = customer.unit and "holding_rows"."period" = month.period;

select count(*) as months from effect_panel where closed;

select
  count(*) filter (where cohort is not null) as treated_units,
  count(*) filter (where cohort is null) as control_units
from effect_population
where opened_in > $1
-- parameters: 1;

select exclusion, count(*) as units
from effect_sample
group by exclusion
order by exclusion;

select cohort, count(distinct cluster) as clusters, count(*) as units
from effect_population
group by cohort
order by cohort nulls last;

with clusters as (
  select cluster, count(distinct cohort is null) as arms
  from effect_population
  group by cluster
)
select
  (select count(*) - count(distinct unit) from effect_population) as repeated,
  count(*) as clusters,
  count(*) filter (where arms > 1) as mixed
from clusters;

create or replace table "effect_units" as
select
  unit,
  cluster,
  cohort,
  segment,
  cohort is not null as treated,
  sum(cast("aum" * 100 as hugeint)) filter (where period between 24258 and 24269) as "aum before",
  sum(cast("aum" * 100 as hugeint)) filter (where period between 24276 and 24287) as "aum after",
  sum(cast("aum" * 100 as hugeint)) filter (where period between 24258 and 24263) as "aum early",
  sum(cast("aum" * 100 as hugeint)) filter (where period between 24264 and 24269) as "aum late",
  sum(cast("products" * 1 as hugeint)) filter (where period between 24258 and 24269) as "products before",
  sum(cast("products" * 1 as hugeint)) filter (where period between 24276 and 24287) as "products after",
  sum(cast("products" * 1 as hugeint)) filter (where period between 24258 and 24263) as "products early",
  sum(cast("products" * 1 as hugeint)) filter (where period between 24264 and 24269) as "products late",
  sum(cast("retained" * 1 as hugeint)) filter (where period between 24258 and 24269) as "retained before",
  sum(cast("retained" * 1 as hugeint)) filter (where period between 24276 and 24287) as "retained after",
  sum(cast("retained" * 1 as hugeint)) filter (where period between 24258 and 24263) as "retained early",
  sum(cast("retained" * 1 as hugeint)) filter (where period between 24264 and 24269) as "retained late"
from effect_panel
group by unit, cluster, cohort, segment;

select count(*) as units, sum(("aum after" * 12 - "aum before" * 12)) as "sum_0", max(abs(("aum after" * 12 - "aum before" * 12))) as "largest_0", sum(("products after" * 12 - "products before" * 12)) as "sum_1", max(abs(("products after" * 12 - "products before" * 12))) as "largest_1", sum(("retained after" * 12 - "retained before" * 12)) as "sum_2", max(abs(("retained after" * 12 - "retained before" * 12))) as "largest_2"
from effect_units;

with changes as (
  select cluster, treated,
    ("aum after" * 12 - "aum before" * 12) - cast(1331749040 as hugeint) as "d_0",
    ("products after" * 12 - "products before" * 12) - cast(8 as hugeint) as "d_1",
    ("retained after" * 12 - "retained before" * 12) - cast(-7 as hugeint) as "d_2"
  from effect_units
)
select cluster, cast(treated as integer) as treated, cast(count(*) as double) as units,
  cast(sum("d_0") as double) as "s_0", cast(sum("d_0" * "d_0") as double) as "q_0",
  cast(sum("d_1") as double) as "s_1", cast(sum("d_1" * "d_1") as double) as "q_1",
  cast(sum("d_2") as double) as "s_2", cast(sum("d_2" * "d_2") as double) as "q_2"
from changes
group by cluster, treated
order by cluster, treated;

select
  case when treated then 'treated' else 'control' end as arm,
  count(*) as units,
  sum("aum before") as "before_0",
  sum("aum after") as "after_0",
  sum(("aum after" * 12 - "aum before" * 12)) as "sum_0",
  sum(("aum after" * 12 - "aum before" * 12) * ("aum after" * 12 - "aum before" * 12)) as "squares_0",
  sum("products before") as "before_1",
  sum("products after") as "after_1",
  sum(("products after" * 12 - "products before" * 12)) as "sum_1",
  sum(("products after" * 12 - "products before" * 12) * ("products after" * 12 - "products before" * 12)) as "squares_1",
  sum("retained before") as "before_2",
  sum("retained after") as "after_2",
  sum(("retained after" * 12 - "retained before" * 12)) as "sum_2",
  sum(("retained after" * 12 - "retained before" * 12) * ("retained after" * 12 - "retained before" * 12)) as "squares_2"
from effect_units
group by treated
order by treated desc;

select
  case when cohort is null then 'control' else 'treated' end as arm,
  period,
  count(*) as units,
  sum(cast("aum" * 100 as hugeint)) as "s_0",
  sum(cast("products" * 1 as hugeint)) as "s_1",
  sum(cast("retained" * 1 as hugeint)) as "s_2"
from effect_panel
group by arm, period
order by arm desc, period;

select count(*) as units, sum(("aum after" * 12 - "aum before" * 12)) as "sum_0", max(abs(("aum after" * 12 - "aum before" * 12))) as "largest_0", sum(("products after" * 12 - "products before" * 12)) as "sum_1", max(abs(("products after" * 12 - "products before" * 12))) as "largest_1", sum(("retained after" * 12 - "retained before" * 12)) as "sum_2", max(abs(("retained after" * 12 - "retained before" * 12))) as "largest_2"
from effect_units;

with changes as (
  select segment, cluster, treated,
    ("aum after" * 12 - "aum before" * 12) - cast(1331749040 as hugeint) as "d_0",
    ("products after" * 12 - "products before" * 12) - cast(8 as hugeint) as "d_1",
    ("retained after" * 12 - "retained before" * 12) - cast(-7 as hugeint) as "d_2"
  from effect_units
  where segment is not null
)
select segment, cluster, cast(treated as integer) as treated, cast(count(*) as double) as units,
  cast(sum("d_0") as double) as "s_0", cast(sum("d_0" * "d_0") as double) as "q_0",
  cast(sum("d_1") as double) as "s_1", cast(sum("d_1" * "d_1") as double) as "q_1",
  cast(sum("d_2") as double) as "s_2", cast(sum("d_2" * "d_2") as double) as "q_2"
from changes
group by segment, cluster, treated
order by segment, cluster, treated;

select count(*) as units, sum(("aum late" * 6 - "aum early" * 6)) as "sum_0", max(abs(("aum late" * 6 - "aum early" * 6))) as "largest_0", sum(("products late" * 6 - "products early" * 6)) as "sum_1", max(abs(("products late" * 6 - "products early" * 6))) as "largest_1", sum(("retained late" * 6 - "retained early" * 6)) as "sum_2", max(abs(("retained late" * 6 - "retained early" * 6))) as "largest_2"
from effect_units;

with changes as (
  select cluster, treated,
    ("aum late" * 6 - "aum early" * 6) - cast(102831101 as hugeint) as "d_0",
    ("products late" * 6 - "products early" * 6) - cast(4 as hugeint) as "d_1",
    ("retained late" * 6 - "retained early" * 6) - cast(1 as hugeint) as "d_2"
  from effect_units
)
select cluster, cast(treated as integer) as treated, cast(count(*) as double) as units,
  cast(sum("d_0") as double) as "s_0", cast(sum("d_0" * "d_0") as double) as "q_0",
  cast(sum("d_1") as double) as "s_1", cast(sum("d_1" * "d_1") as double) as "q_1",
  cast(sum("d_2") as double) as "s_2", cast(sum("d_2" * "d_2") as double) as "q_2"
from changes
group by cluster, treated
order by cluster, treated;

select count(*) as units, count(segment) as graded from effect_units;

with sums as (
  select
    unit,
    cohort,
    sum(cast("migration_measure" * 100 as hugeint)) filter (where period between 24258 and 24269) as before,
    sum(cast("migration_measure" * 100 as hugeint)) filter (where period between 24276 and 24287) as after,
    bool_or(closed) filter (where period = 24287) as gone
  from effect_panel
  group by unit, cohort
),
states as (
  select
    case when cohort is null then 'control' else 'treated' end as arm,
    case when before >= cast(600000000 as hugeint) then 2 when before >= cast(60000000 as hugeint) then 1 else 0 end as from_state,
    case when gone then 3 else case when after >= cast(600000000 as hugeint) then 2 when after >= cast(60000000 as hugeint) then 1 else 0 end end as to_state
  from sums
)
select arm, from_state, to_state, count(*) as customers
from states
group by arm, from_state, to_state
order by arm desc, from_state, to_state;

select cast("aum early" as double) as early, cast("aum late" as double) as late
from effect_units
order by unit;

select
  case when cohort is null then 'control' else 'treated' end as arm,
  count(*) as units,
  count(*) filter (where closed) as closed
from effect_panel
where period = 24287
group by arm
order by arm desc;

drop table if exists "effect_assignment";

drop table if exists "effect_accounts";

drop table if exists "effect_account_faults";

drop table if exists "effect_faults";

drop table if exists "effect_periods";

drop table if exists "effect_population";
