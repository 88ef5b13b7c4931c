# Sessions, and quantiles of what may come to them.
QUANTILES <- c(0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
QUANTILE_NAMES <- c("q05", "q10", "q25", "q50", "q75", "q90", "q95")
DRAWS <- 1000
# Log people; keeps a failed extrapolation finite.
LARGEST_LOG <- 16

read_sessions <- function(path) {
  rows <- read.csv(path, na.strings = "", colClasses = c(venue = "character", kind = "character", slot = "character"))
  rows$kind[is.na(rows$kind)] <- "unknown"
  rows$slot[is.na(rows$slot)] <- "unknown"
  rows$weekday <- factor(rows$weekday, levels = 1:7)
  # Unknown people remaining stand in by the venue's, else all venues' geometric mean; without any the offset is nought.
  logs <- log(pmax(1, rows$remaining))
  usual <- tapply(logs, rows$venue, mean, na.rm = TRUE)[rows$venue]
  overall <- if (all(is.na(logs))) 0 else mean(logs, na.rm = TRUE)
  rows$log_remaining <- ifelse(!is.na(logs), logs, ifelse(is.finite(usual), usual, overall))
  rows
}

# One row of draws a session; what is served is cut at the capacity.
from_draws <- function(sessions, draws) {
  quantiles <- t(apply(draws, 1, quantile, probs = QUANTILES, type = 1, names = FALSE))
  served <- rowMeans(pmin(draws, ifelse(is.na(sessions$capacity), Inf, sessions$capacity)))
  answer <- data.frame(row = sessions$row, mean = rowMeans(draws), quantiles, served = served)
  names(answer) <- c("row", "mean", QUANTILE_NAMES, "served")
  answer
}
