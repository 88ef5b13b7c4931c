# Forecasts by packages of R on the folds of folds.ts.
# Rscript rolling-origin.R METHOD history.csv out.csv SECONDS
# history.csv: row, fold, venue, kind, slot, day, weekday, remaining, capacity, count, event_*; empty is unknown; rows in order of date.
# out.csv: first a line of facts (row = processor seconds, mean = fits, q05 = fits that failed), then one line for each row of the folds from 1 on.
arguments <- commandArgs(trailingOnly = TRUE)
method <- arguments[1]
seconds <- as.numeric(arguments[4])
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(here, "sessions.R"))
source(file.path(here, "mixed-models.R"))
source(file.path(here, "series.R"))

set.seed(1)
TOO_SLOW <- 4
GROWTH <- 1.1
history <- read_sessions(arguments[2])
forecaster <- switch(method,
  glmmTMB = mixed_forecaster(fit_glmmtmb),
  lme4 = mixed_forecaster(fit_lme4),
  mgcv = mixed_forecaster(fit_mgcv),
  ets = series_forecaster(fit_ets, refit_ets),
  arima = series_forecaster(fit_arima, refit_arima),
  stop("no method ", method)
)

spent <- function() sum(proc.time()[1:2])
start <- spent()
fits <- 0
failures <- 0
fitted_rows <- 0
answers <- list()
for (fold in seq_len(max(history$fold))) {
  used <- spent() - start
  if (used > 3 * seconds) quit(status = TOO_SLOW)
  past <- history[history$fold < fold, ]
  growth <- if (used > seconds) 2 else GROWTH
  if (nrow(past) >= growth * fitted_rows) {
    fitted_rows <- nrow(past)
    fits <- fits + 1
    if (!forecaster$fit(past)) failures <- failures + 1
  }
  forecaster$hurry(used > seconds)
  answers[[fold]] <- forecaster$forecast(past, history[history$fold == fold, ])
}
names <- c("row", "mean", QUANTILE_NAMES, "served")
facts <- as.data.frame(as.list(setNames(c(spent() - start, fits, failures, rep(0, length(names) - 3)), names)))
result <- rbind(facts, do.call(rbind, answers)[, names])
write.csv(format(result, digits = 10, scientific = FALSE, trim = TRUE), arguments[3], row.names = FALSE, quote = FALSE)
