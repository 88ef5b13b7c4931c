CREATE INDEX `turnout_by_date_for_progress` ON `turnout` (`date`,`served`);
--> statement-breakpoint
CREATE TRIGGER `openings_written_by_insert` AFTER INSERT ON `openings` BEGIN
	DELETE FROM `written` WHERE `what` = 'openings' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('openings', '');
END;
--> statement-breakpoint
CREATE TRIGGER `openings_written_by_update` AFTER UPDATE ON `openings` BEGIN
	DELETE FROM `written` WHERE `what` = 'openings' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('openings', '');
END;
--> statement-breakpoint
CREATE TRIGGER `openings_written_by_delete` AFTER DELETE ON `openings` BEGIN
	DELETE FROM `written` WHERE `what` = 'openings' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('openings', '');
END;
