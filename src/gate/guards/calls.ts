import { cleanValue } from '../styles.ts';
import type { Around, On } from './native.ts';

/** Stands before what takes addresses anywhere in what it is given, and fails by itself where they lead nowhere. */
export function guardCalls(on: On): void {
  const clean: Around = (native, args, _self, key) => native(args.map((value) => cleanValue(value, key)));
  on('', /^(EventSource|Web[ST]|fetchLater|(webkit)?RTCPeer|PaymentReq|FontFace|Keyframe)/, clean);
  on(
    'CSSStyleSheet,CSSGroupingRule,CSSStyleRule,CSSKeyframesRule,StylePropertyMap,KeyframeEffect,Cache,Worklet,RTCPeerConnection,CredentialsContainer',
    /^(?!constr)/,
    clean,
  );
  on('CSSStyleDeclaration,Element', /^setProperty|^animate/, clean);
  on('CSSStyleDeclaration', /^cssText/, clean, 'set');
}
