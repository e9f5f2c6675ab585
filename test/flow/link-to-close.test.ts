import { startTestApp } from '../support/app.ts'
import { describeLinks } from './link-contract.ts'

describeLinks(startTestApp)
