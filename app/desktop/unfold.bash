# Completion of unfold's command line for bash, with the functions of bash-completion.

# One line for each option: what completes its value, and nothing where it takes none.
declare -gA _unfold_takes=(
  [-h]= [--help]= [--version]=
  [--lesson]='_unfold_words photo toy batch vgg batch10; _unfold_files unfold json'
  [--image]='_unfold_pictures'
  [--pattern]='_unfold_words -S edges zone bars'
  [--fill]='_unfold_words -S address ones ramp impulse checkerboard random'
  [--weights]='_unfold_banks'
  [--bias]='_unfold_words none; _unfold_banks'
  [--layout]='_unfold_words oihw hwio'
  [--channels]='_unfold_words gray repeat first'
  [--fold-norm]=
  [--resize]='_unfold_words 224x224 256x256'
  [--short-side]='_unfold_words 224 256'
  [--crop]='_unfold_words none 224x224'
  [--bgr]= [--no-scale]=
  [--normalize]='_unfold_words imagenet none'
  [--stride]='_unfold_words 1 2 3 4'
  [--pad]='_unfold_words 0 1 2 3'
  [--dilation]='_unfold_words 1 2 3'
  [--groups]='_unfold_words 1 3'
  [--pool]='_unfold_words 1 2 3'
  [--pool-stride]='_unfold_words 1 2 3'
  [--pool-pad]='_unfold_words 0 1'
  [--pool-ceil]=
  [--mistake]='_unfold_words none no_transpose swap_c_fh no_padding wrong_reshape_W'
  [--lang]='_unfold_words en ja'
  [--theme]='_unfold_words dark light'
  [--code]='_unfold_words python eigen loops'
  [--at]='_unfold_words -S input pad allocate im2col transpose reshape weights gemm maps pool_im2col pool_reshape pool_max pool'
  [--pin]='_unfold_tensors :'
  [--order]='_unfold_list loop=offset loop=window product=term product=element product=row product=outer product=all'
  [--browse]='_unfold_tensors'
  [--passport]=
  [--maps]='_unfold_list order=filter order=mean order=max order=spread filter= compare= image= channel= colors=automatic \
    colors=gray colors=viridis colors=diverging range=automatic range=map range=tensor range=symmetric'
  [--choose]='_unfold_files npy npz pth pt safetensors onnx h5 keras'
  [--present]=
  [--size]='_unfold_words 1280x800 1920x1080 1024x768'
  [--trace]='_filedir'
  [--dump]='_filedir -d'
  [--shots]='_filedir -d'
  [--tour]=
  [--export]='_unfold_files png svg npy csv mp4 gif webp'
  [--until]='_unfold_words -S input pad allocate im2col transpose reshape weights gemm maps pool_im2col pool_reshape pool_max pool'
  [--rate]='_unfold_words 0.25 0.5 1 2 4 8'
  [--view]='_unfold_words window canvas maps browser'
  [--scale]=
  [--script]='_unfold_files py cpp'
  [--inspect]='_unfold_files npy npz pth pt safetensors onnx h5 keras'
  [--json]=
  [--extract]='_unfold_files npy'
)

# With -S more may follow the word.
_unfold_words() {
  if [ "$1" = -S ]; then
    shift
    compopt -o nospace
  fi
  COMPREPLY+=($(compgen -W "$*" -- "$cur"))
}

_unfold_files() {
  local IFS='|'
  _filedir "@($*)"
}
_unfold_pictures() { _unfold_files jpg jpeg png bmp gif pbm pgm ppm pnm tga psd hdr; }
_unfold_banks() {
  compopt -o nospace
  _unfold_files npy npz pth pt safetensors onnx h5 keras
}
_unfold_tensors() {
  compopt -o nospace
  local names='x img col6 col6_t col W b col_W out2d out_nhwc conv pool_col pool_windows pool_max pool'
  COMPREPLY+=($(compgen -S "$1" -W "$names" -- "$cur"))
}

# NAME=VALUE,...: the last of them is completed.
_unfold_list() {
  compopt -o nospace
  local last=${cur##*,}
  COMPREPLY+=($(compgen -P "${cur%"$last"}" -W "$*" -- "$last"))
}

_unfold() {
  local cur prev i
  _get_comp_words_by_ref -n := cur prev
  COMPREPLY=()
  if [[ $cur == --*=* ]]; then
    prev=${cur%%=*}
    cur=${cur#*=}
  fi
  if [ -n "${_unfold_takes[$prev]-}" ]; then
    eval "${_unfold_takes[$prev]}"
  elif [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "${!_unfold_takes[*]}" -- "$cur"))
  else
    _unfold_pictures
    _unfold_files unfold
  fi
  # bash takes a colon and an equals sign for the beginning of a word: what stands before the last is there already.
  local before=${cur%"${cur##*[:=]}"}
  for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=${COMPREPLY[i]#"$before"}; done
}
complete -F _unfold unfold
