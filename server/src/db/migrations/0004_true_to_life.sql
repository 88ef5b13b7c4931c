CREATE TABLE `calendar_days` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`start_date` text NOT NULL,
	`end_date` text NOT NULL,
	`shipped_year` integer
);
--> statement-breakpoint
CREATE INDEX `calendar_days_by_date` ON `calendar_days` (`start_date`);--> statement-breakpoint
CREATE TABLE `calendar_years` (
	`year` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE `office` ADD `evening` text DEFAULT '{"maghribPauseMinutes":0,"isyaPauseMinutes":0,"tarawihMinutes":null,"ramadanEveningMinutes":180}' NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `room` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `pauses` text DEFAULT '[]' NOT NULL;