// The stream of patches. EventSource reconnects by itself; a proxy or a stopped demo may end it for good.

import { apply } from "./store.js";

const AGAIN_MS = 2000;

export function connect(onstate) {
  const source = new EventSource("/page/stream");
  source.onopen = () => onstate(true);
  source.onmessage = (event) => apply(JSON.parse(event.data));
  source.onerror = () => {
    onstate(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => connect(onstate), AGAIN_MS);
  };
}
