# Truth for shared/src/forecast/baselines: Rscript forecast-baselines.R > forecast-baselines.json (R 4.2.2, stats::HoltWinters and stats::quantile)
counts <- c(12, 15, 9, 20, 31, 44, 8, 14, 13, 11, 26, 35, 40, 6, 18, 17, 9, 22, 30, 52, 10, 21, 16, 14, 25, 41, 47, 9, 19, 20, 12, 28,
  38, 55, 11, 23, 18, 15, 30, 36, 61, 8, 17, 22, 13, 27, 45, 50, 12, 20, 19, 17, 24, 39, 58, 14, 25, 21, 16, 29, 48, 66, 9, 22)
levels <- c(0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1)

# Simple exponential smoothing of one series from its first value on: forecasts from the second value on, one step beyond the last included.
smoothing <- lapply(levels, function(alpha) {
  fit <- HoltWinters(ts(counts), alpha = alpha, beta = FALSE, gamma = FALSE, l.start = counts[1])
  list(missed = sum(abs(counts[-1] - fit$fitted[, "xhat"])), ahead = as.numeric(predict(fit, 1)))
})
best <- which.min(sapply(smoothing, `[[`, "missed"))

# One level and seven multiplicative factors from 1. R begins after a whole period, so seven values that it never looks at stand before the second count.
pairs <- expand.grid(factor = c(0, 0.05, 0.1, 0.2, 0.4), level = c(0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8))
holt <- lapply(seq_len(nrow(pairs)), function(at) {
  series <- ts(c(rep(1, 7), counts[-1]), frequency = 7)
  fit <- HoltWinters(series, alpha = pairs$level[at], beta = FALSE, gamma = pairs$factor[at], seasonal = "multiplicative", l.start = counts[1],
    s.start = rep(1, 7))
  list(missed = sum(abs(counts[-1] - fit$fitted[, "xhat"])), ahead = as.numeric(predict(fit, 1)))
})
best_pair <- which.min(sapply(holt, `[[`, "missed"))

# Quantiles around 25 expected at every session, from errors as shares of the mean so far; the first count has nothing before it to err from.
errors <- (counts - 25) / (cumsum(counts) / seq_along(counts))
spread <- round(25 + quantile(errors[-1], c(0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95), type = 6, names = FALSE) * mean(counts))

row <- function(name, values) sprintf('  "%s": [%s]', name, paste(format(values, digits = 12, trim = TRUE), collapse = ", "))
number <- function(name, value) sprintf('  "%s": %s', name, format(value, digits = 12))
cat("{", paste(c(
  row("counts", counts),
  number("constant", levels[best]), number("smoothed", smoothing[[best]]$ahead),
  number("holtWinters", holt[[best_pair]]$ahead),
  row("quantiles", spread)
), collapse = ",\n"), "}\n", sep = "\n")
