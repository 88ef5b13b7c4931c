CREATE TABLE `written` (
	`revision` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`what` text NOT NULL,
	`id` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `written_once` ON `written` (`what`,`id`);
--> statement-breakpoint
CREATE TRIGGER `sessions_written_by_insert` AFTER INSERT ON `sessions` BEGIN
	DELETE FROM `written` WHERE `what` = 'sessions' AND `id` = NEW.`id`;
	INSERT INTO `written` (`what`, `id`) VALUES ('sessions', NEW.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `sessions_written_by_update` AFTER UPDATE ON `sessions` BEGIN
	DELETE FROM `written` WHERE `what` = 'sessions' AND `id` = NEW.`id`;
	INSERT INTO `written` (`what`, `id`) VALUES ('sessions', NEW.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `sessions_written_by_delete` AFTER DELETE ON `sessions` BEGIN
	DELETE FROM `written` WHERE `what` = 'sessions' AND `id` = OLD.`id`;
	INSERT INTO `written` (`what`, `id`) VALUES ('sessions', OLD.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `session_changes_written_by_insert` AFTER INSERT ON `session_changes` BEGIN
	DELETE FROM `written` WHERE `what` = 'sessions' AND `id` = NEW.`session_id`;
	INSERT INTO `written` (`what`, `id`) VALUES ('sessions', NEW.`session_id`);
END;
--> statement-breakpoint
CREATE TRIGGER `session_changes_written_by_update` AFTER UPDATE ON `session_changes` BEGIN
	DELETE FROM `written` WHERE `what` = 'sessions' AND `id` = NEW.`session_id`;
	INSERT INTO `written` (`what`, `id`) VALUES ('sessions', NEW.`session_id`);
END;
--> statement-breakpoint
CREATE TRIGGER `session_changes_written_by_delete` AFTER DELETE ON `session_changes` BEGIN
	DELETE FROM `written` WHERE `what` = 'sessions' AND `id` = OLD.`session_id`;
	INSERT INTO `written` (`what`, `id`) VALUES ('sessions', OLD.`session_id`);
END;
--> statement-breakpoint
CREATE TRIGGER `areas_written_by_insert` AFTER INSERT ON `areas` BEGIN
	DELETE FROM `written` WHERE `what` = 'areas' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('areas', '');
END;
--> statement-breakpoint
CREATE TRIGGER `areas_written_by_update` AFTER UPDATE ON `areas` BEGIN
	DELETE FROM `written` WHERE `what` = 'areas' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('areas', '');
END;
--> statement-breakpoint
CREATE TRIGGER `areas_written_by_delete` AFTER DELETE ON `areas` BEGIN
	DELETE FROM `written` WHERE `what` = 'areas' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('areas', '');
END;
--> statement-breakpoint
CREATE TRIGGER `venues_written_by_insert` AFTER INSERT ON `venues` BEGIN
	DELETE FROM `written` WHERE `what` = 'venues' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('venues', '');
END;
--> statement-breakpoint
CREATE TRIGGER `venues_written_by_update` AFTER UPDATE ON `venues` BEGIN
	DELETE FROM `written` WHERE `what` = 'venues' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('venues', '');
END;
--> statement-breakpoint
CREATE TRIGGER `venues_written_by_delete` AFTER DELETE ON `venues` BEGIN
	DELETE FROM `written` WHERE `what` = 'venues' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('venues', '');
END;
--> statement-breakpoint
CREATE TRIGGER `slots_written_by_insert` AFTER INSERT ON `slots` BEGIN
	DELETE FROM `written` WHERE `what` = 'slots' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('slots', '');
END;
--> statement-breakpoint
CREATE TRIGGER `slots_written_by_update` AFTER UPDATE ON `slots` BEGIN
	DELETE FROM `written` WHERE `what` = 'slots' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('slots', '');
END;
--> statement-breakpoint
CREATE TRIGGER `slots_written_by_delete` AFTER DELETE ON `slots` BEGIN
	DELETE FROM `written` WHERE `what` = 'slots' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('slots', '');
END;
--> statement-breakpoint
CREATE TRIGGER `office_written_by_insert` AFTER INSERT ON `office` BEGIN
	DELETE FROM `written` WHERE `what` = 'office' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('office', '');
END;
--> statement-breakpoint
CREATE TRIGGER `office_written_by_update` AFTER UPDATE ON `office` BEGIN
	DELETE FROM `written` WHERE `what` = 'office' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('office', '');
END;
--> statement-breakpoint
CREATE TRIGGER `office_written_by_delete` AFTER DELETE ON `office` BEGIN
	DELETE FROM `written` WHERE `what` = 'office' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('office', '');
END;
--> statement-breakpoint
CREATE TRIGGER `calendar_days_written_by_insert` AFTER INSERT ON `calendar_days` BEGIN
	DELETE FROM `written` WHERE `what` = 'calendar_days' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('calendar_days', '');
END;
--> statement-breakpoint
CREATE TRIGGER `calendar_days_written_by_update` AFTER UPDATE ON `calendar_days` BEGIN
	DELETE FROM `written` WHERE `what` = 'calendar_days' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('calendar_days', '');
END;
--> statement-breakpoint
CREATE TRIGGER `calendar_days_written_by_delete` AFTER DELETE ON `calendar_days` BEGIN
	DELETE FROM `written` WHERE `what` = 'calendar_days' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('calendar_days', '');
END;
--> statement-breakpoint
CREATE TRIGGER `pools_written_by_insert` AFTER INSERT ON `pools` BEGIN
	DELETE FROM `written` WHERE `what` = 'pools' AND `id` = NEW.`id`;
	INSERT INTO `written` (`what`, `id`) VALUES ('pools', NEW.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `pools_written_by_update` AFTER UPDATE ON `pools` BEGIN
	DELETE FROM `written` WHERE `what` = 'pools' AND `id` = NEW.`id`;
	INSERT INTO `written` (`what`, `id`) VALUES ('pools', NEW.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `pools_written_by_delete` AFTER DELETE ON `pools` BEGIN
	DELETE FROM `written` WHERE `what` = 'pools' AND `id` = OLD.`id`;
	INSERT INTO `written` (`what`, `id`) VALUES ('pools', OLD.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `turnout_written_by_insert` AFTER INSERT ON `turnout` BEGIN
	DELETE FROM `written` WHERE `what` = 'turnout' AND `id` = NEW.`date`;
	INSERT INTO `written` (`what`, `id`) VALUES ('turnout', NEW.`date`);
END;
--> statement-breakpoint
CREATE TRIGGER `turnout_written_by_update` AFTER UPDATE ON `turnout` BEGIN
	DELETE FROM `written` WHERE `what` = 'turnout' AND `id` IN (NEW.`date`, OLD.`date`);
	INSERT INTO `written` (`what`, `id`) SELECT 'turnout', NEW.`date` UNION SELECT 'turnout', OLD.`date`;
END;
--> statement-breakpoint
CREATE TRIGGER `turnout_written_by_delete` AFTER DELETE ON `turnout` BEGIN
	DELETE FROM `written` WHERE `what` = 'turnout' AND `id` = OLD.`date`;
	INSERT INTO `written` (`what`, `id`) VALUES ('turnout', OLD.`date`);
END;
--> statement-breakpoint
CREATE TRIGGER `coming_of_age_written_by_insert` AFTER INSERT ON `coming_of_age` BEGIN
	DELETE FROM `written` WHERE `what` = 'coming_of_age' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('coming_of_age', '');
END;
--> statement-breakpoint
CREATE TRIGGER `coming_of_age_written_by_update` AFTER UPDATE ON `coming_of_age` BEGIN
	DELETE FROM `written` WHERE `what` = 'coming_of_age' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('coming_of_age', '');
END;
--> statement-breakpoint
CREATE TRIGGER `coming_of_age_written_by_delete` AFTER DELETE ON `coming_of_age` BEGIN
	DELETE FROM `written` WHERE `what` = 'coming_of_age' AND `id` = '';
	INSERT INTO `written` (`what`, `id`) VALUES ('coming_of_age', '');
END;
