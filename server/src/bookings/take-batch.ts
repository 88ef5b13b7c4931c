import { takesPartAlready } from '@jemput/shared/bookings/household-cap';
import type { Taken } from '@jemput/shared/bookings/take-number';
import type { TicketState } from '@jemput/shared/bookings/ticket';
import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { epochMillisAt, localDateAt } from '@jemput/shared/calendar/time-zone';
import { recordAct } from '../auth/record-act.ts';
import type { Actor, Context } from '../context.ts';
import { ticketEvents, tickets } from '../db/schema/bookings.ts';
import { addContact, KEPT_DAYS } from '../messages/add-contact.ts';
import { beginTelling } from '../messages/begin-telling.ts';
import { scheduleOf } from './ensure-queues.ts';
import { type GivenPlaces, givePlaces } from './give-places.ts';
import { nameCheckOf } from './name-check.ts';
import type { PreparedRequest } from './prepare-request.ts';
import { readForTaking, type TakenFrom, type TakingFacts } from './read-for-taking.ts';
import { tellQueue } from './tell-queues.ts';
import { refused, whyRefused } from './why-refused.ts';

/** What became of one request within a batch: the ticket whose committed row is the answer, or why there is none. */
export type Decided = { ticketId: string; repeated: boolean } | Extract<Taken, { outcome: 'refused' }>;

type TicketRow = typeof tickets.$inferInsert;

/** People on the waiting list for each number: more would wait for nothing. */
const WAITING_SHARE = 0.5;

/** Judges requests one after the other, in the caller's transaction, and writes all that they got. */
export async function takeBatch(ctx: Context, asked: readonly PreparedRequest[]): Promise<Decided[]> {
  const today = epochMillisAt(localDateAt(ctx.now(), ctx.zone), '00:00', ctx.zone);
  const facts = await readForTaking(ctx, asked, { from: today });
  const batch = new Batch(ctx, facts);
  const decided: Decided[] = [];
  for (const request of asked) decided.push(await batch.decide(request));
  await batch.write();
  return decided;
}

class Batch {
  readonly #ctx: Context;
  readonly #facts: TakingFacts;
  readonly #rows: TicketRow[] = [];
  readonly #contacts: PreparedRequest[] = [];
  readonly #assisted: { request: PreparedRequest; actor: Actor }[] = [];
  /** The smallest party that found no room, by session; 1 where somebody waits: nothing is freed meanwhile. */
  readonly #noRoomFor = new Map<string, number>();

  readonly #lastDates = new Map<string, LocalDate>();
  readonly #gathered = new Map<string, boolean>();

  constructor(ctx: Context, facts: TakingFacts) {
    this.#ctx = ctx;
    this.#facts = facts;
  }

  async decide(request: PreparedRequest): Promise<Decided> {
    const known = request.requestKeys.map((key) => this.#facts.known.get(key)).find((ticket) => ticket !== undefined);
    if (known) return { ticketId: known.id, repeated: true };
    const refusal = whyRefused(this.#facts, request, this.#ctx.now());
    const found = this.#facts.queues.get(request.sessionId);
    if (refusal || !found) return refusal ?? refused('no_numbers_here');
    if (this.#isGathered(found)) return this.#enter(request, found);
    const given = await this.#give(request);
    if (given) return this.#add(request, found, 'held', given);
    if (found.queue.fullSince !== null) return refused('full');
    const waitOrder = this.#standBehind(request, found);
    if (waitOrder === null) return refused('full');
    return this.#add(request, found, 'waiting_list', { waitOrder });
  }

  #enter(request: PreparedRequest, found: TakenFrom): Decided {
    const key = `${request.sessionId} ${nameCheckOf(this.#ctx.secret, request.name)}`;
    const alike = this.#facts.alike.get(key) ?? 0;
    if (takesPartAlready(alike)) return refused('alike_names', 'name');
    this.#facts.alike.set(key, alike + 1);
    return this.#add(request, found, 'entered');
  }

  /** True where places are given by lot among all who ask until then. */
  #isGathered(found: TakenFrom): boolean {
    const { queue, session } = found;
    const known = this.#gathered.get(session.id);
    if (known !== undefined) return known;
    const schedule = scheduleOf({ ...this.#facts.settings, release: queue.release }, session, this.#ctx.zone);
    const isGathered = schedule.gatheredUntil(this.#ctx.now()) !== null;
    this.#gathered.set(session.id, isGathered);
    return isGathered;
  }

  /** Nothing while anybody waits, however few the people: what is free is offered to those who wait. */
  async #give({ ticketId, sessionId, people }: PreparedRequest): Promise<GivenPlaces | null> {
    const found = this.#facts.queues.get(sessionId);
    if (!found || found.queue.fullSince !== null) return null;
    if (this.#facts.waiting.has(sessionId)) this.#noRoomFor.set(sessionId, 1);
    if (people >= (this.#noRoomFor.get(sessionId) ?? Infinity)) return null;
    const given = await givePlaces(this.#ctx, { ticketId, sessionId, people });
    if (!given) this.#noRoomFor.set(sessionId, people);
    return given;
  }

  /** The place at the end of the waiting list; null where it is too long to be of use. */
  #standBehind({ sessionId, people }: PreparedRequest, { queue }: TakenFrom): number | null {
    const list = this.#facts.waiting.get(sessionId) ?? { people: 0, last: 0 };
    if (list.people + people > Math.ceil(queue.numbers * WAITING_SHARE)) return null;
    this.#facts.waiting.set(sessionId, { people: list.people + people, last: list.last + 1 });
    return list.last + 1;
  }

  #add(
    request: PreparedRequest,
    { session }: TakenFrom,
    state: TicketState,
    more: Partial<GivenPlaces & { waitOrder: number }> = {},
  ): Decided {
    const { ticketId, sessionId, people, name, requestKeys, contactCheck, deviceCheck, bookedBy } = request;
    this.#rows.push({
      id: ticketId,
      sessionId,
      state,
      origin: bookedBy === null ? 'home' : 'assisted',
      people,
      sealedName: this.#ctx.keys.seal(name, this.#lastDateOf(session)),
      nameCheck: nameCheckOf(this.#ctx.secret, name),
      requestKey: requestKeys[0],
      contactCheck,
      deviceCheck,
      bookedBy: bookedBy?.id ?? null,
      askedAt: this.#ctx.now(),
      travelMinutes: request.travelMinutes,
      language: request.language,
      ...more,
    });
    this.#remember(request, this.#rows.at(-1) as TicketRow);
    return { ticketId, repeated: false };
  }

  /** Until when its name may be read. */
  #lastDateOf({ id, date }: TakenFrom['session']): LocalDate {
    const lastDate = this.#lastDates.get(id) ?? addDays(date, KEPT_DAYS);
    this.#lastDates.set(id, lastDate);
    return lastDate;
  }

  /** What later requests of the batch must know of it. */
  #remember(request: PreparedRequest, row: TicketRow): void {
    const { contactCheck, deviceCheck, sessionId, bookedBy, requestKeys } = request;
    this.#facts.held.push({ contactCheck, deviceCheck, sessionId });
    this.#facts.known.set(requestKeys[0], { id: row.id });
    if (bookedBy !== null) {
      this.#facts.assisted.set(bookedBy.id, (this.#facts.assisted.get(bookedBy.id) ?? 0) + 1);
      this.#assisted.push({ request, actor: bookedBy });
    }
    if (request.contact) this.#contacts.push(request);
  }

  async write(): Promise<void> {
    const { db: tx, now } = this.#ctx;
    if (this.#rows.length > 0) {
      await tx.insert(tickets).values(this.#rows);
      const at = { madeAt: now(), receivedAt: now() };
      await tx.insert(ticketEvents).values(
        this.#rows.map(({ id, sessionId, state, bookedBy }) => {
          const what = state === 'held' ? 'taken' : state;
          return { id: `${id}:${what}`, ticketId: id, sessionId, what, actorId: bookedBy ?? null, ...at };
        }),
      );
    }
    for (const { request, actor } of this.#assisted) {
      const { ticketId, sessionId, people } = request;
      await recordAct(tx, { now, actor }, 'tickets.assist', ticketId, { sessionId, people });
    }
    for (const { ticketId, contact, language } of this.#contacts) {
      if (!contact) continue;
      const added = await addContact(this.#ctx, { ticketId }, { ...contact, language });
      if ('fault' in added) throw new Error(`A contact that was checked is not taken: ${added.fault}.`);
      await beginTelling(this.#ctx, ticketId);
    }
    for (const sessionId of this.#noRoomFor.keys()) {
      const gaveLast = this.#rows.some((row) => row.sessionId === sessionId && row.state === 'held');
      const saysMore = this.#facts.queues.get(sessionId)?.queue.toldLeft !== 0;
      if (gaveLast || saysMore) await tellQueue(this.#ctx, sessionId);
    }
  }
}
