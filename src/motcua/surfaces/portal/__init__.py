"""The portal: what citizens and businesses find, lodge, follow and receive."""
