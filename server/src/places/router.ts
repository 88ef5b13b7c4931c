import { kitSchema, outageSchema } from '@jemput/shared/kits/kit';
import { areaLevels } from '@jemput/shared/places/area';
import { officeSchema } from '@jemput/shared/places/office';
import { slotSchema } from '@jemput/shared/places/slot';
import { poolSchema, venueSchema } from '@jemput/shared/places/venue';
import { crewMemberSchema } from '@jemput/shared/staff/crew-member';
import * as z from 'zod/mini';
import { allowed, publicProcedure, router } from '../http/trpc.ts';
import { getArea, listAreas } from './areas.ts';
import { listCrew, saveCrewMember } from './crew.ts';
import { getOffice } from './get-office.ts';
import { listKits, saveKit } from './kits.ts';
import { listComingOfAge } from './list-coming-of-age.ts';
import { listVenueRecords } from './list-venue-records.ts';
import { listOutages, removeOutage, saveOutage } from './outages.ts';
import { listPools, savePool } from './pools.ts';
import { getVenue, listVenues } from './public-venues.ts';
import { saveOffice } from './save-office.ts';
import { saveVenue } from './save-venue.ts';
import { saveSlot } from './slots.ts';

const reading = allowed('places.read');
const writing = allowed('places.write');

export const placesRouter = router({
  office: publicProcedure.query(({ ctx }) => getOffice(ctx)),
  listAreas: publicProcedure
    .input(z.optional(z.object({ level: z.optional(z.enum(areaLevels)) })))
    .query(({ ctx, input }) => listAreas(ctx, input ?? {})),
  getArea: publicProcedure.input(z.object({ code: z.string() })).query(({ ctx, input }) => getArea(ctx, input)),
  listVenues: publicProcedure.query(({ ctx }) => listVenues(ctx)),
  getVenue: publicProcedure.input(z.object({ id: z.string() })).query(({ ctx, input }) => getVenue(ctx, input)),
  listVenueRecords: reading.query(({ ctx }) => listVenueRecords(ctx)),
  listPools: reading.query(({ ctx }) => listPools(ctx)),
  listComingOfAge: reading
    .input(z.object({ poolId: z.string() }))
    .query(({ ctx, input }) => listComingOfAge(ctx, input)),
  listKits: reading.query(({ ctx }) => listKits(ctx)),
  listOutages: reading.query(({ ctx }) => listOutages(ctx)),
  listCrew: reading.query(({ ctx }) => listCrew(ctx)),
  saveOffice: writing.input(officeSchema).mutation(({ ctx, input }) => saveOffice(ctx, input)),
  saveSlot: writing.input(slotSchema).mutation(({ ctx, input }) => saveSlot(ctx, input)),
  saveVenue: writing.input(venueSchema).mutation(({ ctx, input }) => saveVenue(ctx, input)),
  savePool: writing.input(poolSchema).mutation(({ ctx, input }) => savePool(ctx, input)),
  saveKit: writing.input(kitSchema).mutation(({ ctx, input }) => saveKit(ctx, input)),
  saveOutage: writing.input(outageSchema).mutation(({ ctx, input }) => saveOutage(ctx, input)),
  removeOutage: writing.input(z.object({ id: z.string() })).mutation(({ ctx, input }) => removeOutage(ctx, input)),
  saveCrewMember: writing.input(crewMemberSchema).mutation(({ ctx, input }) => saveCrewMember(ctx, input)),
});
