import { fieldReportSchema } from '@jemput/shared/field/field-report';
import { allowed, router } from '../http/trpc.ts';
import { readDaySheet } from './read-day-sheet.ts';
import { receiveReport } from './receive-report.ts';

export const fieldRouter = router({
  daySheet: allowed('field.report').query(({ ctx }) => readDaySheet(ctx)),
  report: allowed('field.report')
    .input(fieldReportSchema)
    .mutation(({ ctx, input }) => receiveReport(ctx, input)),
});
