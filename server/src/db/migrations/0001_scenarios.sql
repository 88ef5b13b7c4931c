CREATE TABLE `scenarios` (
	`id` text PRIMARY KEY NOT NULL,
	`plan_id` text NOT NULL,
	`name` text NOT NULL,
	`what_if` text NOT NULL,
	`plan_revision` integer NOT NULL,
	`state` text NOT NULL,
	`figures` text,
	`plan` text,
	`faults` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text,
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `scenarios_by_plan_for_comparison` ON `scenarios` (`plan_id`);