CREATE TABLE `coming_of_age` (
	`pool_id` text NOT NULL,
	`month` text NOT NULL,
	`people` integer NOT NULL,
	`entered_at` integer,
	PRIMARY KEY(`pool_id`, `month`),
	FOREIGN KEY (`pool_id`) REFERENCES `pools`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `dated_events` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`start_date` text NOT NULL,
	`end_date` text NOT NULL,
	`slot_id` text,
	`venue_kind` text,
	`area_code` text
);
--> statement-breakpoint
CREATE INDEX `events_by_date_for_forecast` ON `dated_events` (`start_date`);--> statement-breakpoint
CREATE TABLE `session_forecasts` (
	`session_id` text PRIMARY KEY NOT NULL,
	`model` text NOT NULL,
	`made_at` integer NOT NULL,
	`forecast` text NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `venue_levels` (
	`venue_id` text PRIMARY KEY NOT NULL,
	`model_id` integer NOT NULL,
	`level` text NOT NULL,
	FOREIGN KEY (`model_id`) REFERENCES `turnout_models`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `reports` ADD `reason` text;--> statement-breakpoint
ALTER TABLE `turnout` ADD `reason` text;--> statement-breakpoint
ALTER TABLE `turnout_models` ADD `reports` integer DEFAULT 0 NOT NULL;