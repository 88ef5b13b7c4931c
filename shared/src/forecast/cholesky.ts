/**
 * Inverse of a symmetric positive definite matrix (size × size, row by row) by its Cholesky factor.
 *
 * @throws RangeError where the matrix is not positive definite
 * @see Golub & Van Loan (2013), Matrix Computations, 4th ed., algorithm 4.2.1
 */
export function inversePositiveDefinite(matrix: Float64Array, size: number): Float64Array {
  const factor = choleskyFactor(matrix, size);
  const inverseFactor = invertLower(factor, size);
  const inverse = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = 0;
      for (let at = row; at < size; at++) {
        sum += (inverseFactor[at * size + row] as number) * (inverseFactor[at * size + column] as number);
      }
      inverse[row * size + column] = sum;
      inverse[column * size + row] = sum;
    }
  }
  return inverse;
}

function choleskyFactor(matrix: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column] as number;
      for (let at = 0; at < column; at++) {
        sum -= (factor[row * size + at] as number) * (factor[column * size + at] as number);
      }
      if (row === column && !(sum > 0)) throw new RangeError(`matrix is not positive definite at row ${row}`);
      factor[row * size + column] = row === column ? Math.sqrt(sum) : sum / (factor[column * size + column] as number);
    }
  }
  return factor;
}

function invertLower(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    inverse[column * size + column] = 1 / (factor[column * size + column] as number);
    for (let row = column + 1; row < size; row++) {
      let sum = 0;
      for (let at = column; at < row; at++) {
        sum -= (factor[row * size + at] as number) * (inverse[at * size + column] as number);
      }
      inverse[row * size + column] = sum / (factor[row * size + row] as number);
    }
  }
  return inverse;
}

/** matrix · vector, for a square matrix stored row by row. */
export function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const product = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let column = 0; column < size; column++)
      sum += (matrix[row * size + column] as number) * (vector[column] as number);
    product[row] = sum;
  }
  return product;
}

/** vector′ · matrix · vector. */
export function quadraticForm(matrix: ArrayLike<number>, vector: ArrayLike<number>): number {
  const size = vector.length;
  let sum = 0;
  for (let row = 0; row < size; row++) {
    const own = vector[row] as number;
    if (own === 0) continue;
    for (let column = 0; column < size; column++) {
      sum += own * (matrix[row * size + column] as number) * (vector[column] as number);
    }
  }
  return sum;
}
