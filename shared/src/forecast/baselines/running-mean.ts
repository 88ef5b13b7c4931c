/** Mean of all values so far; `undefined` before the first. */
export class RunningMean {
  private sum = 0;
  private values = 0;

  learn(value: number): void {
    this.sum += value;
    this.values += 1;
  }

  get value(): number | undefined {
    return this.values > 0 ? this.sum / this.values : undefined;
  }
}
