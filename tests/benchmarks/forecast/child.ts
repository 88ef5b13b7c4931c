import { text } from 'node:stream/consumers';
import { measureCapacity } from './measure-capacity.ts';
import { measureEvents } from './measure-events.ts';
import { measurePanel } from './measure-panel.ts';
import { measureRates } from './measure-rates.ts';
import { measureSize } from './measure-size.ts';
import { measureUnseen } from './measure-unseen.ts';
import type { Task } from './tasks.ts';

async function measure(task: Task): Promise<unknown> {
  switch (task.kind) {
    case 'panel':
      return measurePanel(task);
    case 'size':
      return measureSize(task);
    case 'rates':
      return measureRates(task);
    case 'capacity':
      return measureCapacity(task);
    case 'events':
      return measureEvents(task);
    case 'unseen':
      return measureUnseen();
  }
}

const task: Task = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(await measure(task)));
