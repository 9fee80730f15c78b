"""The build scripts of Keras Layer Atlas: `python -m scripts <verb>`."""
