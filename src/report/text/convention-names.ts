type Pair = readonly [string, string];

/** What a convention is about. */
export const CONVENTIONS: Readonly<Record<string, Pair>> = {
  z_divisor: ["divisor of the variance in z", "z 标准化方差的除数"],
  weights: ["weights of the features", "变量权重"],
  weight_mode: ["how weights act", "权重的作用方式"],
  pca: ["principal components", "主成分"],
  row_weights: ["weights of the customers", "客户权重"],
  row_weights_elsewhere: ["where customers have no weight", "不使用客户权重之处"],
  start: ["start of k-means", "k-means 的初始中心"],
  davies_bouldin: ["Davies–Bouldin", "Davies–Bouldin 指数"],
  silhouette: ["silhouette", "轮廓系数"],
  restarts: ["restarts", "随机重启次数"],
  quantiles: ["quantiles (Hyndman and Fan)", "分位数（Hyndman 与 Fan）"],
  ward: ["Ward's tree", "Ward 树"],
  covariance: ["covariance of the components", "混合成分的协方差"],
  bic: ["BIC", "BIC"],
  gamma: ["gamma of k-prototypes", "k-prototypes 的 γ"],
  metric: ["dissimilarity", "相异度"],
  gap_power: ["power of distances in the gap", "gap 统计量中距离的幂"],
  gap_reference: ["reference data of the gap", "gap 统计量的参照数据"],
  gap_se: ["standard error of the gap", "gap 统计量的标准误"],
  gap_se_factor: ["factor of this standard error", "该标准误的倍数"],
  jaccard: ["Jaccard similarity", "Jaccard 相似度"],
};

/** What was followed. */
export const CONVENTION_VALUES: Readonly<Record<string, Pair>> = {
  n_1: ["n − 1", "n − 1"],
  given: ["as declared", "按声明"],
  both: ["judgements × entropy", "判断×熵"],
  multiply: ["column times w; squared distance carries w²", "变量乘以 w，平方距离含 w²"],
  distance: ["squared distance carries w", "平方距离含 w"],
  "covariance_of_the_prepared_columns,_divisor_n_1": [
    "covariance of the prepared columns, divisor n − 1",
    "预处理后变量的协方差，除数 n − 1",
  ],
  "covariance_of_the_prepared_columns,_divisor_n": [
    "covariance of the prepared columns, divisor n",
    "预处理后变量的协方差，除数 n",
  ],
  mean_distance_to_the_centre: ["mean distance to the centre", "到中心的平均距离"],
  euclidean_distances: ["Euclidean distances, not squared", "欧氏距离（不取平方）"],
  dissimilarities: ["dissimilarities of the algorithm", "算法所用的相异度"],
  type_7: ["type 7", "第 7 类"],
  smaller_is_better: ["smaller is better (mclust prints the negative)", "越小越好（mclust 取相反数）"],
  principal_axes: ["uniform in the box of the principal axes", "主轴方向盒内的均匀分布"],
  columns: ["uniform in the box of the columns", "各变量取值盒内的均匀分布"],
  sd_with_b_1: ["standard deviation with B − 1", "以 B − 1 为除数的标准差"],
  repeated_bootstrap_rows_dropped: ["repeated bootstrap rows dropped", "自助样本中的重复行只计一次"],
  variance_ratio: ["mean variance over mean disagreement", "平均方差与平均不一致度之比"],
  equal_contribution: ["every variable contributes the same", "各变量贡献相同"],
  "ward.d2_heights": ["heights as R's ward.D2", "与 R 的 ward.D2 相同的高度"],
  "given_centres,_original_space": ["given centres, original units", "给定中心（原始单位）"],
  "given_centres,_prepared_space": ["given centres, prepared units", "给定中心（预处理后单位）"],
  "in_wss,_centres,_and_the_mean_and_variance_of_scale_z;_a_weight_w_counts_as_w_customers": [
    "in WSS, centres, and the mean and variance of scale z; a weight w counts as w customers",
    "用于组内平方和、中心以及 z 标准化的均值与方差；权重 w 相当于 w 户客户",
  ],
  "quantiles,_indices,_resampling_and_profiles_count_every_customer_once": [
    "quantiles, indices, resampling and profiles count every customer once",
    "分位数、各指数、重抽样与画像中每户客户计一次",
  ],
};
