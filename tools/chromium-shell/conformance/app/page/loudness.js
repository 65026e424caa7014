registerProcessor(
  'loudness',
  class extends AudioWorkletProcessor {
    process([[samples]]) {
      if (samples)
        this.port.postMessage(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0));
      return true;
    }
  },
);
