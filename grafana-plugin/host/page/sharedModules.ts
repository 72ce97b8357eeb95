import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaUi from '@grafana/ui';
import i18next from 'i18next';
import lodash from 'lodash';
import moment from 'moment';
import * as React from 'react';
import * as ReactDOM from 'react-dom';
import * as rxjs from 'rxjs';
import * as rxjsOperators from 'rxjs/operators';
import 'systemjs/dist/system.js';
import 'systemjs/dist/extras/amd.js';
import 'systemjs/dist/extras/named-register.js';

/** The part of SystemJS that is used here. */
interface SystemJs {
  set(id: string, module: object): void;
  import(url: string): Promise<unknown>;
  constructor: { prototype: { resolve(id: string, parent?: string): string } };
}
const system = (window as unknown as { System: SystemJs }).System;

const withDefault = (module: object) => ({ ...module, default: module, __useDefault: true });

/** The libraries that Grafana shares with its plugins, by the names under which plugins ask for them. */
const shared: Record<string, object> = {
  '@emotion/css': emotionCss,
  '@emotion/react': emotionReact,
  '@grafana/data': grafanaData,
  '@grafana/runtime': grafanaRuntime,
  '@grafana/ui': grafanaUi,
  i18next: withDefault(i18next),
  lodash: withDefault(lodash),
  moment: withDefault(moment),
  react: React,
  'react-dom': ReactDOM,
  rxjs,
  'rxjs/operators': rxjsOperators,
};

for (const [name, module] of Object.entries(shared)) {
  system.set(`shared:${name}`, module);
}
const { prototype } = system.constructor;
const resolve = prototype.resolve;
prototype.resolve = function (id, parent) {
  return id in shared ? `shared:${id}` : resolve.call(this, id, parent);
};

/** Loads a module of the built plugin, as Grafana does: an AMD file, with the shared libraries given to it. */
export async function loadPluginModule<Plugin>(
  path: string,
  isPlugin: (plugin: unknown) => plugin is Plugin,
): Promise<Plugin> {
  const loaded = await system.import(`/public/plugins/roundsman-app/${path}`);
  const plugin: unknown = typeof loaded === 'object' && loaded !== null && 'plugin' in loaded ? loaded.plugin : null;
  if (!isPlugin(plugin)) {
    throw new Error(`${path} does not export the plugin that was expected`);
  }
  return plugin;
}
