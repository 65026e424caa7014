/** A spectrum's power per bin, for a block of `2 * bins` samples. */
export type PowerSpectrum = Float64Array<ArrayBuffer>;

/**
 * Makes a function that adds one block's power spectrum, under a Hann window, to `powers`. The block's length
 * is a power of two. The window is scaled so that a sine's whole power, spread over its main lobe, adds up to
 * half its squared amplitude.
 */
export function createPowerMeter(
  length: number,
): (block: (at: number) => number, powers: PowerSpectrum) => void {
  const window = Float64Array.from({ length }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / length));
  const transform = createTransform(length);
  const real = new Float64Array(length);
  const imaginary = new Float64Array(length);
  // Parseval: the sum over both halves of |X|² is length * sum |x·w|²; a Hann window keeps 3/8 of the power.
  const scale = 2 / (length ** 2 * (3 / 8));
  return (block, powers) => {
    for (let at = 0; at < length; at += 1) real[at] = block(at) * (window[at] ?? 0);
    imaginary.fill(0);
    transform(real, imaginary);
    for (let bin = 0; bin < length / 2; bin += 1) {
      const power = (real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2;
      powers[bin] = (powers[bin] ?? 0) + scale * power;
    }
  };
}

/** An in-place radix-2 fast Fourier transform (Cooley and Tukey). */
function createTransform(length: number): (real: Float64Array, imaginary: Float64Array) => void {
  const order = reversedOrder(length);
  const cosines = Float64Array.from({ length: length / 2 }, (_, at) => Math.cos((2 * Math.PI * at) / length));
  const sines = Float64Array.from({ length: length / 2 }, (_, at) => -Math.sin((2 * Math.PI * at) / length));
  return (real, imaginary) => {
    for (let at = 0; at < length; at += 1) {
      const other = order[at] ?? 0;
      if (other > at) {
        swap(real, at, other);
        swap(imaginary, at, other);
      }
    }
    for (let half = 1; half < length; half *= 2) {
      const stride = length / 2 / half;
      for (let start = 0; start < length; start += 2 * half) {
        for (let at = 0; at < half; at += 1) {
          butterfly(real, imaginary, start + at, half, cosines[at * stride] ?? 0, sines[at * stride] ?? 0);
        }
      }
    }
  };
}

function butterfly(
  real: Float64Array,
  imaginary: Float64Array,
  at: number,
  half: number,
  cosine: number,
  sine: number,
): void {
  const upperReal = real[at] ?? 0;
  const upperImaginary = imaginary[at] ?? 0;
  const lowerReal = real[at + half] ?? 0;
  const lowerImaginary = imaginary[at + half] ?? 0;
  const turnedReal = lowerReal * cosine - lowerImaginary * sine;
  const turnedImaginary = lowerReal * sine + lowerImaginary * cosine;
  real[at] = upperReal + turnedReal;
  imaginary[at] = upperImaginary + turnedImaginary;
  real[at + half] = upperReal - turnedReal;
  imaginary[at + half] = upperImaginary - turnedImaginary;
}

function reversedOrder(length: number): Uint32Array {
  const bits = Math.log2(length);
  return Uint32Array.from({ length }, (_, at) => {
    let reversed = 0;
    for (let bit = 0; bit < bits; bit += 1) if (at & (1 << bit)) reversed |= 1 << (bits - 1 - bit);
    return reversed;
  });
}

function swap(values: Float64Array, one: number, other: number): void {
  const kept = values[one] ?? 0;
  values[one] = values[other] ?? 0;
  values[other] = kept;
}
