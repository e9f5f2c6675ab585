#!/usr/bin/env node
// Old JavaScript on purpose: this file must at least start on the Node that a machine happens to have. The service itself
// runs on the Node 26 that is installed with it (optionalDependencies), or on the present one where it is recent enough.
'use strict'
const { existsSync } = require('node:fs')
const { spawn } = require('node:child_process')
const path = require('node:path')
const flags = require('./node-flags.json')

const needed = 26
const home = path.join(__dirname, '..')
const built = path.join(home, 'dist', 'main.js')
const main = existsSync(built) ? built : path.join(home, 'src', 'main.ts')

const node = recentNode()
if (!node) {
  console.error(tooOld((process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '').slice(0, 2)))
  process.exit(1)
}
run(node)

function tooOld(language) {
  return language === 'fr'
    ? `Guichet demande Node ${needed} ; voici ${process.version}, et aucun Node n’est venu avec l’installation (npm ci sans --omit=optional).`
    : `Guichet needs Node ${needed}; this is ${process.version}, and no Node came with the installation (npm ci without --omit=optional).`
}

function recentNode() {
  if (Number(process.versions.node.split('.')[0]) >= needed) return process.execPath
  const packages = [
    `node-${process.platform.replace('win32', 'win')}-${process.arch}`,
    `node-bin-${process.platform}-${process.arch}`,
  ]
  for (const name of packages) {
    const found = nodeOf(name)
    if (found) return found
  }
  return null
}

function nodeOf(name) {
  try {
    const folder = path.dirname(require.resolve(`${name}/package.json`, { paths: [home] }))
    const file = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    return existsSync(file) ? file : null
  } catch {
    return null
  }
}

function run(node) {
  const child = spawn(node, [...flags, main, ...process.argv.slice(2)], { stdio: 'inherit' })
  // A service manager signals this process; the service must hear it and end what is under way. Ctrl-C in a terminal reaches both.
  const told = process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGTERM', 'SIGHUP', 'SIGINT']
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
    process.on(signal, () => {
      if (told.includes(signal)) child.kill(signal)
    })
  }
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code))
}
