DROP INDEX `queues_by_opening_for_release`;--> statement-breakpoint
CREATE INDEX `queues_by_opening_to_lay_out` ON `queues` (`opens_at`) WHERE laid_out_at is null;--> statement-breakpoint
CREATE INDEX `queues_by_closing_to_tell` ON `queues` (`closes_at`) WHERE laid_out_at is not null;