"""Numbers of mixtures and Ward trees beside mixtures.json, run once with scikit-learn 1.9.1 and SciPy:
    python3 test/stats/cluster/oracle.py > test/stats/cluster/oracle.json
Data: iris as published by UCI (rows 35 and 38 differ from Fisher's), raw. Mixtures without regularisation, tol 1e-12, the best of
100 starts from k-means; BIC as scikit-learn has it (smaller is better).
"""
import json, sys, warnings
import numpy as np, scipy, sklearn
from scipy.cluster.hierarchy import linkage
from sklearn.mixture import GaussianMixture

warnings.filterwarnings("ignore")
path = sys.argv[1] if len(sys.argv) > 1 else "../shared/datasets/iris/iris_with_header.csv"
x = np.array([[float(v) for v in line.split(",")[:4]] for line in open(path).read().strip().splitlines()[1:]])
out = {"runner": f"scikit-learn {sklearn.__version__}, scipy {scipy.__version__}, numpy {np.__version__}", "mixtures": []}
for kind in ["full", "tied", "diag", "spherical"]:
    for k in [1, 2, 3]:
        best = None
        for init in ["kmeans", "random_from_data"]:
            for seed in range(50):
                try:
                    m = GaussianMixture(k, covariance_type=kind, reg_covar=0, tol=1e-12, max_iter=20000, init_params=init, random_state=seed).fit(x)
                except ValueError:
                    continue
                dense = {"full": lambda: m.covariances_, "tied": lambda: [m.covariances_], "diag": lambda: [np.diag(v) for v in m.covariances_], "spherical": lambda: [v * np.eye(4) for v in m.covariances_]}[kind]()
                if min(np.linalg.eigvalsh(c).min() for c in dense) < 1e-6 * x.var(axis=0, ddof=1).mean():
                    continue
                if best is None or m.score(x) > best.score(x):
                    best = m
        out["mixtures"].append({"covariance": kind, "k": k, "loglik": float(best.score(x) * len(x)), "bic": float(best.bic(x)), "p": int(best._n_parameters()), "weights": sorted(best.weights_.tolist())})
tree = linkage(x, "ward")
out["ward_heights_last"] = tree[-10:, 2].tolist()
out["ward_wss_sum"] = float((tree[:, 2] ** 2 / 2).sum())
json.dump(out, sys.stdout, indent=1)
