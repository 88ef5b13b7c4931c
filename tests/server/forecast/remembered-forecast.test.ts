import { rememberedForecast, rememberedRates } from '@jemput/server/forecast/remembered-forecast';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { predictTurnout } from '@jemput/shared/forecast/predict-turnout';
import { ratesForPlanning } from '@jemput/shared/forecast/rates-for-planning';
import { updateTurnout } from '@jemput/shared/forecast/update-turnout';
import { expect, test } from 'vitest';
import { simulateCity } from '../../fixtures/a-history.ts';

const { rows } = simulateCity({ seed: 5, venues: 6, visits: 6, rate: 0.12, spread: 0.4, dispersion: 0.1 });
const model = fitTurnout(rows);
const later = updateTurnout(model, { venue: 'venue-0', kind: 'kelurahan', date: '2014-01-06', served: 300 });
const place = { venue: 'venue-0', kind: 'kelurahan', slot: 'malam', remaining: 700, date: '2014-02-03' };

test('what is remembered is what the model says, of each target and of each state of the model', () => {
  for (const which of [model, later, model]) {
    for (const over of [{}, { remaining: 300 }, { date: '2014-02-04' }, { events: ['ramadan'] }, {}]) {
      expect(rememberedForecast(which, { ...place, ...over })).toEqual(predictTurnout(which, { ...place, ...over }));
    }
  }
});

test('rates follow what is on at the dates, and are the caller’s own to change', () => {
  const end = '2014-02-12';
  const fasting = (from: string) => ({ ...place, end, eventsOn: (on: string) => (on >= from ? ['ramadan'] : []) });
  for (const asked of [place, { ...place, end }, fasting('2014-02-10'), fasting('2014-02-11')]) {
    const rates = rememberedRates(model, asked);
    expect(rates).toEqual(ratesForPlanning(model, asked));
    rates.rate[0] = 9;
    rates.rateOn['2014-02-12'] = 9;
    expect(rememberedRates(model, asked)).toEqual(ratesForPlanning(model, asked));
  }
  expect(Object.keys(rememberedRates(model, fasting('2014-02-11')).rateOn)).toEqual(['2014-02-11', '2014-02-12']);
});
