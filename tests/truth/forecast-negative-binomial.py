"""Truth for shared/src/forecast/negative-binomial.ts: python3 (scipy 1.17.1) forecast-negative-binomial.py > forecast-negative-binomial.json"""
import json
from scipy.stats import nbinom

cases = []
for mean in [0.3, 4, 40, 180, 4000]:
    for dispersion in [0.001, 0.09, 0.6, 3]:
        size = 1 / dispersion
        law = nbinom(size, size / (size + mean))
        for count in sorted({0, 1, int(mean), int(2 * mean) + 1}):
            cases.append({
                "mean": mean, "dispersion": dispersion, "count": count,
                "logPmf": law.logpmf(count), "cdf": law.cdf(count), "survival": law.sf(count - 1),
                "quantiles": [int(law.ppf(p)) for p in (0.05, 0.5, 0.9)],
            })
print(json.dumps({"from": "scipy 1.17.1 nbinom", "cases": cases}, indent=2))
