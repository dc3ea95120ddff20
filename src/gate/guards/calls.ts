import { cleanValue } from '../styles.ts';
import type { Around, On } from './native.ts';

const clean: Around = (native, args, _self, key) => native(args.map((value) => cleanValue(value, key)));

/** Stands before sockets and their like, which take addresses and fail by themselves where they lead nowhere. */
export const guardSockets = (on: On): void =>
  on('', 'EventSource,WebSocket,WebSocketStream,WebTransport,fetchLater', clean);

/** The same for what else takes addresses, anywhere in what it is given. */
export function guardValues(on: On): void {
  on('', 'RTCPeerConnection,webkitRTCPeerConnection,PaymentRequest,FontFace,KeyframeEffect', clean);
  on(
    'CSSStyleSheet,CSSGroupingRule,CSSStyleRule,CSSKeyframesRule,StylePropertyMap,KeyframeEffect,Cache,Worklet,RTCPeerConnection,CredentialsContainer',
    /^(?!constr)/,
    clean,
  );
  on('CSSStyleDeclaration,Element', /^setProperty|^animate/, clean);
  on('CSSStyleDeclaration', /^cssText/, clean, 'set');
}
